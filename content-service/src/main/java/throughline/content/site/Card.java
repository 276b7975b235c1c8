package throughline.content.site;

/** An article in the public list. */
record Card(String path, String title, String lead, String language, Day published, int minutes) {}
