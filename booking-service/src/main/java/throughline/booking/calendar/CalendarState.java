package throughline.booking.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.contract.CallId;

/** All claims on one practitioner's time. */
public record CalendarState(List<Claim> claims) {

    /** Limits count by the week, in any zone: what is longer past plays no part in any decision. */
    static final Duration REMEMBERED = Duration.ofDays(9);

    public static final CalendarState EMPTY = new CalendarState(List.of());

    public CalendarState {
        claims = List.copyOf(claims);
    }

    public Optional<Claim> find(CallId callId) {
        return claims.stream().filter(c -> c.callId().equals(callId)).findFirst();
    }

    /** For whoever asks for many of them: looking each up in the list made a booking beside 8,000 calls take seconds. */
    Map<CallId, Claim> byCall() {
        Map<CallId, Claim> byCall = HashMap.newHashMap(claims.size());
        claims.forEach(claim -> byCall.put(claim.callId(), claim));
        return byCall;
    }

    CalendarState with(Claim claim) {
        return new CalendarState(Stream.concat(
                        claims.stream().filter(c -> !c.callId().equals(claim.callId())), Stream.of(claim))
                .toList());
    }

    CalendarState without(CallId callId) {
        return new CalendarState(
                claims.stream().filter(c -> !c.callId().equals(callId)).toList());
    }

    /** Without what no longer matters: holds that are over, and calls that are long past. */
    CalendarState tidied(Instant now) {
        return new CalendarState(claims.stream()
                .filter(c -> !c.isExpired(now) && c.end().isAfter(now.minus(REMEMBERED)))
                .toList());
    }
}
