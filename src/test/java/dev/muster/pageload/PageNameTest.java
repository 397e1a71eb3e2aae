package dev.muster.pageload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageNameTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          https://app.example/, /
          https://app.example, /
          https://app.example/pricing, /pricing
          https://app.example/pricing/, /pricing
          https://app.example/pricing?plan=pro#top, /pricing
          /orders/4711, /orders/*
          /orders/4711/items/2, /orders/*/items/*
          /orders/2026-05-01, /orders/*
          /users/ann@example.com/edit, /users/*/edit
          /users/ann%40example.com, /users/*
          /files/0b9c1e52-5a0f-4a40-9f1c-5a52a9a2c111, /files/*
          /files/0b9c1e525a0f4a409f1c5a52a9a2c111, /files/*
          /reset/eyJhbGciOiJIUzI1NiJ9x2y4z6, /reset/*
          /v2/api, /v2/api
          /step-2, /step-2
          /learn/how-to-set-up-a-team-of-people, /learn/how-to-set-up-a-team-of-people
          /a//b, /a//b
          """)
  void aPageIsNamedByItsPathWithoutWhatNamesOneThing(String url, String name) {
    assertThat(PageName.of(url)).isEqualTo(name);
  }

  @Test
  void whatHasNoPathHasNoName() {
    assertThat(PageName.of(null)).isNull();
    assertThat(PageName.of("about")).isNull();
  }

  @Test
  void aLongNameIsCut() {
    String name = PageName.of("/" + "abcdefgh/".repeat(400));
    assertThat(name).hasSize(PageName.LENGTH_MAX).startsWith("/abcdefgh/").endsWith("…");
    assertThat(PageName.of("/" + "x".repeat(5_000))).hasSize(PageName.LENGTH_MAX);
  }
}
