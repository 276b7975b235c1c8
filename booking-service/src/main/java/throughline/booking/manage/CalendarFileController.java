package throughline.booking.manage;

import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import throughline.booking.manage.ManagedCalls.Managed;

/** The calendar file behind a manage link. */
@RestController
class CalendarFileController {

    private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);

    private final ManagedCalls managed;
    private final CalendarFile file;

    CalendarFileController(ManagedCalls managed, CalendarFile file) {
        this.managed = managed;
        this.file = file;
    }

    @GetMapping("/calls/{token}/call.ics")
    ResponseEntity<byte[]> get(@PathVariable String token) {
        Managed link = managed.current(token);
        return ResponseEntity.ok()
                .contentType(CALENDAR)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("call.ics")
                                .build()
                                .toString())
                .body(file.of(link.callId(), link.call()).getBytes(StandardCharsets.UTF_8));
    }
}
