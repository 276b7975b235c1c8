package throughline.content;

import throughline.service.ThroughlineService;

/** The entry of content-service: everything in this package and below. */
@ThroughlineService
public class ContentService {}
