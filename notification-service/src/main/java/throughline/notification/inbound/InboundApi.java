package throughline.notification.inbound;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import throughline.notification.Listed;
import throughline.web.problem.Problem;

/** Mails that come in, handed over by whoever receives them; and people who wrote back, until staff have dealt with it. */
@RestController
@RequestMapping("/api/notification/v1")
class InboundApi {
    private final Inbound inbound;

    InboundApi(Inbound inbound) {
        this.inbound = inbound;
    }

    /** What it was taken for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            String kind,
            @Nullable String clientId,
            @Nullable String deliveryId) {}

    /** A reply nobody has dealt with yet. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OpenReply(
            String id, @Nullable String clientId, @Nullable String deliveryId, Instant at) {}

    @PostMapping(path = "/inbound", consumes = "message/rfc822")
    Shown take(HttpServletRequest request) throws IOException {
        var source = request.getInputStream().readNBytes(MailReader.LARGEST + 1);
        if (source.length > MailReader.LARGEST) {
            throw Problem.of(HttpStatus.CONTENT_TOO_LARGE, "TOO_LARGE", "A mail that comes in has at most 10 MB.");
        }
        var answer = inbound.take(source);
        return new Shown(answer.kind().name(), answer.clientId(), answer.deliveryId());
    }

    @GetMapping("/replies")
    Listed<OpenReply> replies(@RequestParam(defaultValue = "1") int page, @RequestParam(defaultValue = "50") int size) {
        return Listed.of(
                page,
                size,
                inbound::openReplies,
                reply -> new OpenReply(
                        reply.id(),
                        reply.state().clientId(),
                        reply.state().deliveryId(),
                        reply.state().at()));
    }

    @PostMapping("/replies/{id}/settle")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void settle(@PathVariable String id) {
        if (!inbound.settle(id)) {
            throw Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no such reply.");
        }
    }
}
