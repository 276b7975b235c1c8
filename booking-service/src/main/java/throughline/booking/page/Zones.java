package throughline.booking.page;

import com.ibm.icu.util.TimeZone;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import throughline.service.PracticeSettings;
import throughline.web.page.PageTimes;

/** The zones a page lets people choose from: well-known places of each part of the world, and whichever is in use. */
@Component
class Zones {

    private static final int FOUND = 25;
    private static final Map<String, String> PLACES = new LinkedHashMap<>();

    static {
        PLACES.put(
                "America",
                "Los_Angeles Denver Phoenix Chicago New_York Halifax St_Johns Anchorage Toronto Vancouver "
                        + "Mexico_City Bogota Lima Caracas Santiago Sao_Paulo Argentina/Buenos_Aires");
        PLACES.put(
                "Europe",
                "London Dublin Lisbon Madrid Paris Brussels Amsterdam Berlin Zurich Vienna Rome Copenhagen "
                        + "Oslo Stockholm Prague Warsaw Budapest Athens Helsinki Kyiv Bucharest Istanbul");
        PLACES.put("Africa", "Casablanca Lagos Cairo Johannesburg Nairobi");
        PLACES.put(
                "Asia",
                "Jerusalem Beirut Dubai Tehran Karachi Kolkata Kathmandu Dhaka Bangkok Singapore Hong_Kong "
                        + "Shanghai Taipei Manila Tokyo Seoul");
        PLACES.put("Australia", "Perth Adelaide Darwin Brisbane Sydney Hobart Lord_Howe");
        PLACES.put("Pacific", "Auckland Chatham Honolulu Apia");
        PLACES.put("Atlantic", "Reykjavik Azores Cape_Verde");
    }

    private final PageTimes times;
    private final PracticeSettings practice;
    private final Clock clock;

    Zones(PageTimes times, PracticeSettings practice, Clock clock) {
        this.times = times;
        this.practice = practice;
        this.clock = clock;
    }

    record ZoneView(String id, String text, boolean chosen) {}

    record GroupView(String name, List<ZoneView> zones) {}

    /** The zone a page is asked to show; the practice's for none and for an unknown one. */
    ZoneId chosen(@Nullable String name) {
        return name != null && ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : practice.zone();
    }

    List<GroupView> choices(ZoneId chosen, Locale locale) {
        List<GroupView> groups = new ArrayList<>();
        boolean listed = false;
        for (Map.Entry<String, String> part : PLACES.entrySet()) {
            List<ZoneView> zones = new ArrayList<>();
            for (String place : part.getValue().split(" ", -1)) {
                ZoneId zone = ZoneId.of(part.getKey() + "/" + place);
                listed |= zone.equals(chosen);
                zones.add(view(zone, chosen, locale));
            }
            groups.add(new GroupView(part.getKey(), zones));
        }
        if (!listed) {
            groups.addFirst(new GroupView(times.zoneName(chosen), List.of(view(chosen, chosen, locale))));
        }
        return groups;
    }

    /** Zones whose place or country contains the words, at most {@link #FOUND}; names like {@code US/Pacific} too. */
    List<ZoneView> found(String words, Locale locale) {
        String wanted = plain(words);
        return wanted.isEmpty()
                ? List.of()
                : ZoneId.getAvailableZoneIds().stream()
                        .filter(id -> !id.startsWith("SystemV/") && !id.startsWith("Etc/"))
                        .sorted()
                        .map(id -> new ZoneView(id, placeAndCountry(id, locale), false))
                        .filter(zone -> plain(zone.id()).contains(wanted)
                                || plain(zone.text()).contains(wanted))
                        .limit(FOUND)
                        .map(zone -> new ZoneView(
                                zone.id(),
                                zone.text() + ", " + times.time(clock.instant(), ZoneId.of(zone.id()), locale),
                                false))
                        .toList();
    }

    private String placeAndCountry(String id, Locale locale) {
        String place = id.contains("/") ? times.zoneName(ZoneId.of(id)) : id;
        try {
            String region = TimeZone.getRegion(id);
            return region.length() == 2 ? place + ", " + Locale.of("", region).getDisplayCountry(locale) : place;
        } catch (IllegalArgumentException e) {
            return place; // a name of Java's that the other list does not have
        }
    }

    /** Small letters without accents, underscores as blanks. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace('_', ' ')
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private ZoneView view(ZoneId zone, ZoneId chosen, Locale locale) {
        Instant now = clock.instant();
        return new ZoneView(
                zone.getId(), times.zoneName(zone) + ", " + times.time(now, zone, locale), zone.equals(chosen));
    }
}
