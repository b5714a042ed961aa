/** Who may call: the access key, browser sessions, and the filter in front of every resource. */
package org.tokentail.security;
