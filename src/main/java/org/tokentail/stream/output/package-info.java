/** How bytes get to a client: without waiting where the server can, and what bounds them there. */
package org.tokentail.stream.output;
