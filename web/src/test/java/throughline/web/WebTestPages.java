package throughline.web;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;

/** Pages that only these tests have. */
@Controller
class WebTestPages {

    record Body(String name) {}

    @GetMapping("/open/fails")
    @ResponseBody
    String fails() {
        throw new IllegalStateException("on purpose");
    }

    @GetMapping("/staff/page")
    @ResponseBody
    String staff() {
        return "staff only";
    }

    @PostMapping("/staff/page")
    @ResponseBody
    String change() {
        return "changed";
    }

    @PostMapping("/api/open/echo")
    @ResponseBody
    Map<String, String> echo(@RequestBody Body body) {
        return Map.of("name", body.name());
    }

    @GetMapping("/api/test/secret")
    @ResponseBody
    Map<String, String> secret() {
        return Map.of("secret", "yes");
    }
}
