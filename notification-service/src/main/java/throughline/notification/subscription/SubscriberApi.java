package throughline.notification.subscription;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/notification/v1/subscribers/import} and {@code /export}: lists as CSV, by staff. */
@RestController
@RequestMapping("/api/notification/v1/subscribers")
class SubscriberApi {

    private final SubscriberLists lists;

    SubscriberApi(SubscriberLists lists) {
        this.lists = lists;
    }

    /** The file is the body, whatever type it says it has. */
    @PostMapping("/import")
    SubscriberLists.Report read(@RequestBody byte[] file) {
        return lists.read(file);
    }

    @GetMapping("/export")
    ResponseEntity<byte[]> write() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"subscribers.csv\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(lists.write().getBytes(StandardCharsets.UTF_8));
    }
}
