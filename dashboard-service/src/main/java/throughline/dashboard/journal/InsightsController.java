package throughline.dashboard.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.dashboard.practice.Listed;
import throughline.dashboard.practice.Practice;

/** What articles led to, for programs. */
@RestController
class InsightsController {

    private final Insights insights;
    private final Practice practice;

    InsightsController(Insights insights, Practice practice) {
        this.insights = insights;
        this.practice = practice;
    }

    /**
     * {@code views} is left out: pages are not counted. {@code followed} is how often the link below the article was used;
     * {@code title} is the address when content-service does not answer.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String articleId,
            String title,
            @Nullable Long views,
            long followed,
            long requests,
            long held,
            long clients) {}

    record Rows(List<Row> items) {}

    @GetMapping("/api/dashboard/v1/insights/articles")
    Rows articles() {
        Map<String, String> titles = practice.articles().orElse(new Listed<>(List.of(), null)).all().stream()
                .collect(Collectors.toMap(Practice.Article::id, Practice.Article::title, (one, other) -> one));
        return new Rows(insights.articles().stream()
                .map(row -> new Row(
                        row.articleId(),
                        titles.getOrDefault(row.articleId(), row.slug()),
                        null,
                        row.followed(),
                        row.requests(),
                        row.held(),
                        row.clients()))
                .toList());
    }
}
