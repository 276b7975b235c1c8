package throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpringBootTest(classes = Standalone.class, properties = "spring.application.name=throughline")
@AutoConfigureMockMvc
class OneProcessTests {

    @Autowired
    private MockMvcTester mvc;

    @Test
    void theFourServicesFitIntoOneContext() {
        assertThat(mvc.get().uri("/health/live")).hasStatusOk();
    }
}
