package throughline.booking.page;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import throughline.booking.Inputs;
import throughline.booking.calltype.CallType;
import throughline.booking.calltype.CallTypes;
import throughline.booking.request.PostLimit;
import throughline.booking.waiting.CallRequestForm;
import throughline.booking.waiting.CallRequests;
import throughline.web.page.PageTimes;
import throughline.web.problem.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** "None of these times fits": says when it would suit, and puts somebody on the waiting list. */
@Controller
class RequestPage {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final CallTypes callTypes;
    private final CallRequests requests;
    private final PostLimit limit;
    private final FormViews forms;
    private final Zones zones;
    private final PageTimes times;
    private final MessageSource texts;

    RequestPage(
            CallTypes callTypes,
            CallRequests requests,
            PostLimit limit,
            FormViews forms,
            Zones zones,
            PageTimes times,
            MessageSource texts) {
        this.callTypes = callTypes;
        this.requests = requests;
        this.limit = limit;
        this.forms = forms;
        this.zones = zones;
        this.times = times;
        this.texts = texts;
    }

    /** Parts of a day, in the reader's own time. */
    private enum Part {
        MORNING(null, "12:00"),
        AFTERNOON("12:00", "17:00"),
        EVENING("17:00", null);

        private final @Nullable String from;
        private final @Nullable String to;

        Part(@Nullable String from, @Nullable String to) {
            this.from = from;
            this.to = to;
        }
    }

    record View(
            String typeId,
            String type,
            String zone,
            String zoneName,
            String source,
            List<FormFields.Choice> days,
            List<FormFields.Choice> parts,
            String preferred) {}

    @ModelAttribute("flow")
    Flow flow(HttpServletRequest request) {
        return Flow.of(request);
    }

    @GetMapping({"/book/request", "/embed/request"})
    ModelAndView form(@RequestParam MultiValueMap<String, String> sent, Locale locale) {
        return page(HttpStatus.OK, new FormFields(sent), Map.of(), locale);
    }

    @PostMapping({"/book/request", "/embed/request"})
    ModelAndView ask(@RequestParam MultiValueMap<String, String> sent, HttpServletRequest request, Locale locale) {
        limit.booking(request);
        FormFields fields = new FormFields(sent);
        if (forms.isMachine(fields)) {
            return BookPage.see(URI.create(Flow.of(request).base() + "/booked"));
        }
        CallType type = type(fields);
        try {
            CallRequests.Asked asked = requests.ask(
                    new CallRequestForm(
                            type.typeId(),
                            fields.text("name"),
                            fields.text("email"),
                            fields.given("phone"),
                            preferred(fields),
                            zones.chosen(fields.given("zone")).getId(),
                            fields.answers(type),
                            fields.given("source"),
                            !fields.all("followUp").isEmpty()),
                    fields.given("key"));
            String listed = URI.create(asked.manageUrl()).getRawPath();
            return BookPage.see(URI.create(Flow.of(request).framed() ? "/embed/listed" : listed));
        } catch (Problem problem) {
            if (problem.properties().get("field") instanceof String field && isOurs(field, type)) {
                return page(problem.status(), fields, FormErrors.of(fields, type, field, problem), locale);
            }
            throw problem;
        }
    }

    /** In a frame the link is in the mail alone. */
    @GetMapping("/embed/listed")
    ModelAndView listed() {
        return new ModelAndView("booking/listed");
    }

    private static boolean isOurs(String field, CallType type) {
        return FormViews.PERSON.contains(field)
                || field.equals("preferred")
                || type.questions().stream().anyMatch(q -> q.key().equals(field));
    }

    /** One range for each chosen part of the day; the text goes with the first. */
    private static JsonNode preferred(FormFields fields) {
        List<Part> parts = Arrays.stream(Part.values())
                .filter(part -> fields.all("part").contains(part.name()))
                .toList();
        ArrayNode ranges = JSON.arrayNode();
        boolean anyTime = parts.isEmpty() || parts.size() == Part.values().length;
        for (Part part : anyTime ? List.of(Part.MORNING) : parts) {
            ObjectNode range = JSON.objectNode();
            ArrayNode days = range.putArray("days");
            fields.all("day").forEach(days::add);
            if (!anyTime && part.from != null) {
                range.put("from", part.from);
            }
            if (!anyTime && part.to != null) {
                range.put("to", part.to);
            }
            ranges.add(range);
        }
        ((ObjectNode) ranges.get(0)).put("text", fields.text("preferred"));
        return ranges;
    }

    private ModelAndView page(HttpStatus status, FormFields fields, Map<String, String> errors, Locale locale) {
        CallType type = type(fields);
        ZoneId zone = zones.chosen(fields.given("zone"));
        ModelAndView page = new ModelAndView("booking/request");
        page.addObject(
                "shown",
                new View(
                        type.typeId(),
                        type.name(),
                        zone.getId(),
                        times.zoneName(zone),
                        fields.text("source"),
                        Arrays.stream(DayOfWeek.values())
                                .map(day -> new FormFields.Choice(
                                        day.name(),
                                        day.getDisplayName(TextStyle.FULL_STANDALONE, locale),
                                        fields.all("day").contains(day.name())))
                                .toList(),
                        Arrays.stream(Part.values())
                                .map(part -> new FormFields.Choice(
                                        part.name(),
                                        texts.getMessage("booking.request.part." + part, null, locale),
                                        fields.all("part").contains(part.name())))
                                .toList(),
                        fields.text("preferred")));
        page.addObject("form", forms.view(type, fields, errors, locale));
        page.setStatus(status);
        return page;
    }

    private CallType type(FormFields fields) {
        return callTypes.find(fields.text("type")).orElseThrow(Inputs::notFound);
    }
}
