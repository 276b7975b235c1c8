package throughline.booking.rulebreaker;

import throughline.content.ContentService;

/** A service that imports another one. */
class LooksIntoContent {
    Class<?> stolen = ContentService.class;
}
