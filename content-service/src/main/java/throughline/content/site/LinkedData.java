package throughline.content.site;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import throughline.content.article.Address;
import throughline.content.article.Version;
import throughline.service.PracticeSettings;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an article says of itself to search engines (schema.org {@code Article}). A data block, which no script policy forbids
 * and nothing executes. Its order is fixed: the page's entity tag depends on it.
 */
@Component
class LinkedData {

    private final JsonMapper json;
    private final PracticeSettings practice;

    LinkedData(JsonMapper json, PracticeSettings practice) {
        this.json = json;
        this.practice = practice;
    }

    String of(Address.Here here) {
        Version version = here.published().version();
        String url = practice.link(here.article().path());
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("@context", "https://schema.org");
        about.put("@type", "Article");
        about.put("headline", version.title());
        if (!version.lead().isEmpty()) {
            about.put("description", version.lead());
        }
        about.put("author", new TreeMap<>(Map.of("@type", "Person", "name", version.author())));
        about.put(
                "publisher",
                new TreeMap<>(Map.of("@type", "Organization", "name", practice.practice(), "url", practice.link("/"))));
        about.put("datePublished", String.valueOf(here.article().firstPublishedAt()));
        about.put("dateModified", here.published().updatedAt().toString());
        about.put("inLanguage", version.language());
        about.put("wordCount", version.words());
        about.put("url", url);
        about.put("mainEntityOfPage", url);
        if (!version.tags().isEmpty()) {
            about.put("keywords", version.tags());
        }
        return json.writeValueAsString(about)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }
}
