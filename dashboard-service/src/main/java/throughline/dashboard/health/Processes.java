package throughline.dashboard.health;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import throughline.dashboard.practice.Answer;
import throughline.dashboard.practice.Ask;
import throughline.web.peer.Peers;

/** Asks every process how it is: one question for all services that share this process, one for each that runs elsewhere. */
@Component
class Processes {

    private static final List<String> SERVICES = List.of("booking", "content", "notification", "dashboard");
    private static final ParameterizedTypeReference<ProcessReport> REPORT = new ParameterizedTypeReference<>() {};

    private final Peers peers;
    private final Ask ask;

    Processes(Peers peers, Ask ask) {
        this.peers = peers;
        this.ask = ask;
    }

    /** By the service that was asked; {@code dashboard} stands for everything in this process. */
    Map<String, Answer<ProcessReport>> reports() {
        Set<String> asked = new LinkedHashSet<>();
        SERVICES.forEach(service -> asked.add(peers.isElsewhere(service) ? service : "dashboard"));
        Map<String, Answer<ProcessReport>> reports = new LinkedHashMap<>();
        asked.forEach(service -> reports.put(service, ask.get(service, REPORT, "/internal/operations")));
        return reports;
    }
}
