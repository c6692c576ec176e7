package dev.freshet.source.notion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a page shows is told apart by what a reader sees, and not by what is new in every answer. */
class ShownTest {

    private static JsonNode json(String text) throws JsonProcessingException {
        return NotionApi.JSON.readTree(text.replace('\'', '"'));
    }

    private static String image(String signature, String edited, String caption) throws JsonProcessingException {
        return Shown.blocks(List.of(new Block(json("{'type':'image','last_edited_time':'" + edited
                + "','image':{'type':'file','file':{'url':'https://files/a.png?X-Amz-Signature=" + signature
                + "','expiry_time':'" + edited + "'},'caption':[{'plain_text':'" + caption + "'}]}}"))));
    }

    @Test
    void signed_addresses_and_stamps_make_no_difference_and_words_do() throws JsonProcessingException {
        String first = image("1", "2026-01-01T00:00:00Z", "The crane");

        assertThat(image("2", "2026-01-02T00:00:00Z", "The crane")).isEqualTo(first);
        assertThat(image("1", "2026-01-01T00:00:00Z", "The cranes")).isNotEqualTo(first);
    }

    @Test
    void order_of_fields_makes_no_difference_and_the_value_of_a_formula_does() throws JsonProcessingException {
        String properties = "{'properties':{'Sum':{'type':'formula','formula':{'type':'number','number':%d}},'A':{}}}";
        String other = "{'properties':{'A':{},'Sum':{'formula':{'number':1,'type':'number'},'type':'formula'}}}";

        assertThat(Shown.properties(json(other))).isEqualTo(Shown.properties(json(properties.formatted(1))));
        assertThat(Shown.properties(json(other))).isNotEqualTo(Shown.properties(json(properties.formatted(2))));
    }

    @Test
    void page_that_is_held_in_outline_shows_what_it_showed_whole() throws JsonProcessingException {
        JsonNode page = json("{'id':'a','properties':{'Team':{'type':'select','select':{'name':'Pilots'}}}}");

        assertThat(Outline.shownProperties(Outline.of(page))).isEqualTo(Outline.shownProperties(page));
    }

    @Test
    void block_inside_of_another_is_told_from_one_beside_it() throws JsonProcessingException {
        Block one = new Block(json("{'type':'a'}"));
        Block two = new Block(json("{'type':'b'}"));
        Block outer = new Block(json("{'type':'a'}"), List.of(two));

        assertThat(Shown.blocks(List.of(outer))).isNotEqualTo(Shown.blocks(List.of(one, two)));
    }
}
