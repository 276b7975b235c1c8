package throughline.dashboard.health;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.service.Light;

/** The lights for programs. */
@RestController
class HealthController {

    private final Watch watch;

    HealthController(Watch watch) {
        this.watch = watch;
    }

    record Health(String sentence, List<Light> lights) {}

    @GetMapping("/api/dashboard/v1/health")
    Health health() {
        Watch.Seen seen = watch.now();
        return new Health(seen.sentence(), seen.lights());
    }
}
