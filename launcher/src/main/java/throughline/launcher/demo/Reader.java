package throughline.launcher.demo;

import java.time.ZoneId;

/** Somebody invented who reads an article and asks for a call. */
record Reader(String name, String email, ZoneId zone) {

    static Reader of(String name, String email, String zone) {
        return new Reader(name, email, ZoneId.of(zone));
    }

    String firstName() {
        return name.substring(0, name.indexOf(' '));
    }
}
