package throughline.dashboard.practice;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;
import throughline.web.peer.Peers;

/** Puts one question to one service. Connects within 2 s, gives up after 5 s. */
@Component
public class Ask {

    private static final Logger log = LoggerFactory.getLogger(Ask.class);

    private final Peers peers;
    private final Map<String, Boolean> silent = new ConcurrentHashMap<>();

    Ask(Peers peers) {
        this.peers = peers;
    }

    /** Empty when the service says that there is no such thing. */
    public <T> Answer<Optional<T>> find(
            String service, ParameterizedTypeReference<T> type, String uri, Object... values) {
        try {
            T value = peers.of(service)
                    .get()
                    .uri(uri, values)
                    .accept(MediaType.APPLICATION_JSON)
                    .retrieve()
                    .body(type);
            heard(service);
            return new Answer.Known<>(Optional.ofNullable(value));
        } catch (HttpClientErrorException.NotFound | HttpClientErrorException.Gone e) {
            heard(service);
            return new Answer.Known<>(Optional.empty());
        } catch (RestClientException | IllegalStateException e) {
            missed(service, e);
            return new Answer.Missing<>(service);
        }
    }

    /** As {@link #find}, where nothing counts as no answer. */
    public <T> Answer<T> get(String service, ParameterizedTypeReference<T> type, String uri, Object... values) {
        return switch (find(service, type, uri, values)) {
            case Answer.Known<Optional<T>>(Optional<T> value) ->
                value.<Answer<T>>map(Answer.Known::new).orElseGet(() -> new Answer.Missing<>(service));
            case Answer.Missing<Optional<T>> missing -> new Answer.Missing<>(service);
        };
    }

    private void heard(String service) {
        if (silent.remove(service) != null) {
            log.info("The {} service answers again.", service);
        }
    }

    private void missed(String service, RuntimeException failure) {
        if (silent.put(service, true) == null) {
            log.warn(
                    "The {} service does not answer; pages say so and it will be asked again. {}",
                    service,
                    failure.toString());
        }
    }
}
