package throughline.service;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.Predicate;
import org.springframework.core.env.PropertyResolver;

/**
 * Looks at every documented value before anything starts. Each refusal names the variable, what was found, and what would
 * do; secrets are never repeated.
 */
final class ConfigurationCheck {

    private static final String COMMAS_OR_SPACES = "[,\\s]+";

    private final PropertyResolver values;

    private ConfigurationCheck(PropertyResolver values) {
        this.values = values;
    }

    static ConfigurationCheck of(PropertyResolver values) {
        return new ConfigurationCheck(values);
    }

    /** @throws ConfigurationRefused for the first value that makes no sense */
    void run() {
        check("THROUGHLINE_PORT", "server.port", ConfigurationCheck::port, "a port from 0 to 65535");
        check(
                "THROUGHLINE_URL",
                "throughline.url",
                ConfigurationCheck::base,
                "an address like https://example.com, without a path");
        check("THROUGHLINE_ZONE", "throughline.zone", ConfigurationCheck::zone, "a time zone like America/Los_Angeles");
        check(
                "THROUGHLINE_CLOCK",
                "throughline.clock",
                ConfigurationCheck::clock,
                "'system', 'simulated' or 'simulated:2026-12-01T12:00:00Z'");
        check(
                "THROUGHLINE_PRACTICE",
                "throughline.practice",
                ConfigurationCheck::oneLine,
                "a name of at most 80 characters on one line");
        check(
                "THROUGHLINE_MAIL_FROM",
                "throughline.mail-from",
                ConfigurationCheck::address,
                "an address like mira@example.com");
        check(
                "KAFKA_BOOTSTRAP_SERVERS",
                "spring.kafka.bootstrap-servers",
                ConfigurationCheck::brokers,
                "hosts with their ports, like kafka-1:9092,kafka-2:9092");
        check("SMTP_PORT", "throughline.smtp.port", v -> port(v) && !v.equals("0"), "a port from 1 to 65535");
        check(
                "SMTP_TLS",
                "throughline.smtp.tls",
                v -> v.equals("required") || v.equals("implicit") || v.equals("none"),
                "'required', 'implicit' or 'none'");
        check(
                "SMTP_CONNECTIONS",
                "throughline.smtp.connections",
                v -> v.matches("[1-9][0-9]?"),
                "a number from 1 to 99");
        check(
                "TRUSTED_PROXIES",
                "throughline.trusted-proxies",
                ConfigurationCheck::addresses,
                "IP addresses with commas between them");
        check(
                "FRAME_ANCESTORS",
                "throughline.frame-ancestors",
                ConfigurationCheck::origins,
                "origins like https://example.com with spaces or commas between them");
        String token = values.getProperty("throughline.api-token", "");
        if (!token.isEmpty() && token.length() < 24) {
            throw new ConfigurationRefused(
                    "THROUGHLINE_API_TOKEN has " + token.length()
                            + " characters; it stands for the owner and needs at least 24. Leave it out, or take a longer one.");
        }
    }

    private void check(String variable, String property, Predicate<String> good, String wanted) {
        String value = values.getProperty(property, "").strip();
        if (!value.isEmpty() && !good.test(value)) {
            throw new ConfigurationRefused(variable + " is '" + shortened(value) + "', which is not " + wanted + ".");
        }
    }

    private static String shortened(String value) {
        String plain = value.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 80 ? plain : plain.substring(0, 80) + "…";
    }

    private static boolean port(String value) {
        return value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65535;
    }

    private static boolean base(String value) {
        try {
            URI uri = URI.create(value);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web
                    && uri.getHost() != null
                    && (uri.getPath() == null || uri.getPath().length() <= 1)
                    && uri.getQuery() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean zone(String value) {
        return ZoneId.getAvailableZoneIds().contains(value);
    }

    private static boolean clock(String value) {
        if (value.equals("system") || value.equals("simulated")) {
            return true;
        }
        try {
            Instant.parse(value.startsWith("simulated:") ? value.substring("simulated:".length()) : "");
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean oneLine(String value) {
        return value.length() <= 80 && value.chars().noneMatch(Character::isISOControl);
    }

    private static boolean address(String value) {
        return value.length() <= 254
                && value.matches("[^\\s@<>\"(),:;\\[\\]\\p{Cntrl}]+@[^\\s@<>\"(),:;\\[\\]\\p{Cntrl}]+");
    }

    private static boolean addresses(String value) {
        return each(value, COMMAS_OR_SPACES, one -> one.matches("[0-9a-fA-F:.]+") && literal(one));
    }

    private static boolean each(String list, String between, Predicate<String> good) {
        return Arrays.stream(list.split(between, -1)).allMatch(good);
    }

    private static boolean brokers(String value) {
        return each(
                value,
                "\\s*,\\s*",
                one -> one.matches("([A-Z_]+://)?([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(:[0-9]{1,5})"));
    }

    private static boolean literal(String address) {
        try {
            return InetAddress.getByName(address) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean origins(String value) {
        return each(value, COMMAS_OR_SPACES, one -> one.matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?"));
    }
}
