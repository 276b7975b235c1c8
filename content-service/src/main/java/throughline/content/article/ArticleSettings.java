package throughline.content.article;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an article is given that does not say so itself.
 *
 * @param author as it stands below the title; by default the practice's name
 * @param language BCP 47
 */
@ConfigurationProperties("throughline.content")
record ArticleSettings(
        @DefaultValue("") String author, @DefaultValue("en") String language) {}
