package org.tokentail.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Refuses what the container would otherwise guess or answer with a page of its own. */
@Provider
@PreMatching
@Priority(Priorities.HEADER_DECORATOR)
public class HeaderCheck implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getMediaType() == null && request.hasEntity()) {
      throw new NotSupportedException(
          "Content-Type is missing. Send application/json or application/x-ndjson.");
    }
    try {
      request.getAcceptableMediaTypes();
    } catch (RuntimeException e) {
      throw new BadRequestException("The Accept header cannot be read. Leave it out.", e);
    }
  }
}
