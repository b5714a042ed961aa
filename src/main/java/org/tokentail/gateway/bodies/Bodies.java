package org.tokentail.gateway.bodies;

/**
 * The texts of one call.
 *
 * @param id of its record
 * @param request as the caller sent it, its keys masked; empty when it was not kept
 * @param response as the provider sent it, uncompressed; a stream is kept as its text
 * @param requestCut whether there was more than was kept
 */
public record Bodies(
    String id, String request, String response, boolean requestCut, boolean responseCut) {}
