package throughline.content.markdown;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param renderingLimit how long one text may take, waiting included */
@ConfigurationProperties("throughline.content")
record MarkdownSettings(@DefaultValue("5s") Duration renderingLimit) {}
