package dev.muster.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.catalog.Rate;
import dev.muster.catalog.Receiving;
import dev.muster.catalog.Receiving.EventFilter;
import dev.muster.catalog.Receiving.Known;
import dev.muster.catalog.Receiving.Place;
import dev.muster.catalog.Receiving.Scheme;
import dev.muster.signature.Digest;
import dev.muster.signature.Encoding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How an integration receives, as it is sent and written. What is null is not said.
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReceivingView(
    @Nullable String preset,
    @Nullable String itemsPath,
    @Nullable PlaceView deliveryId,
    @Nullable PlaceView eventTime,
    @Nullable EventsView events,
    @Nullable SignatureView signature,
    @Nullable List<String> allowedAddresses,
    @Nullable RateView rateLimit,
    @Nullable RateView sourceRateLimit) {

  private static final String HMAC = "hmac";
  private static final String HEADER = "header";
  private static final String BASIC = "basic";
  private static final String OAUTH2 = "oauth2";

  /// How often requests may come.
  ///
  /// @param burst null for ten seconds' worth
  record RateView(int perSecond, @Nullable Integer burst) {

    static RateView of(Rate rate) {
      return new RateView(rate.perSecond(), rate.burst());
    }

    Rate rate() {
      return burst == null ? Rate.perSecond(perSecond) : new Rate(perSecond, burst);
    }
  }

  /// One of both is there.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PlaceView(@Nullable String header, @Nullable String path) {

    static PlaceView of(Place place) {
      return switch (place) {
        case Place.Header(String name) -> new PlaceView(name, null);
        case Place.Path(String path) -> new PlaceView(null, path);
      };
    }

    Place place() {
      return header == null
          ? new Place.Path(path == null ? "" : path)
          : new Place.Header(header.toLowerCase(Locale.ROOT));
    }
  }

  /// Which kinds of event are taken.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EventsView(@Nullable String header, @Nullable String path, List<String> take) {

    static EventsView of(EventFilter filter) {
      PlaceView type = PlaceView.of(filter.type());
      return new EventsView(type.header(), type.path(), filter.taken());
    }

    EventFilter filter() {
      return new EventFilter(new PlaceView(header, path).place(), take);
    }
  }

  /// How requests are proved.
  ///
  /// @param header with the schemes hmac and header
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SignatureView(
      String scheme,
      @Nullable String header,
      @Nullable String prefix,
      @Nullable String digest,
      @Nullable String encoding,
      @Nullable Integer toleranceSeconds) {

    static SignatureView of(Receiving.Signature signature) {
      int tolerance = signature.toleranceSeconds();
      return switch (signature.scheme()) {
        case Scheme.Vendor(Known known) ->
            new SignatureView(known.code(), null, null, null, null, tolerance);
        case Scheme.Hmac hmac ->
            new SignatureView(
                HMAC,
                hmac.header(),
                hmac.prefix(),
                hmac.digest().code(),
                hmac.encoding().code(),
                tolerance);
        case Scheme.SharedHeader(String header) ->
            new SignatureView(HEADER, header, null, null, null, tolerance);
        case Scheme.Basic() -> new SignatureView(BASIC, null, null, null, null, tolerance);
        case Scheme.OAuth2() -> new SignatureView(OAUTH2, null, null, null, null, tolerance);
      };
    }

    Receiving.Signature signature() {
      return new Receiving.Signature(
          setting(),
          toleranceSeconds == null
              ? Receiving.Signature.TOLERANCE_SECONDS_OTHERWISE
              : toleranceSeconds);
    }

    private Scheme setting() {
      String field = header == null ? "" : header.toLowerCase(Locale.ROOT);
      return switch (scheme) {
        case HMAC ->
            new Scheme.Hmac(
                field,
                prefix == null ? "" : prefix,
                Digest.ofCode(digest == null ? Digest.SHA256.code() : digest).orElseThrow(),
                Encoding.ofCode(encoding == null ? Encoding.HEX.code() : encoding).orElseThrow());
        case HEADER -> new Scheme.SharedHeader(field);
        case BASIC -> new Scheme.Basic();
        case OAUTH2 -> new Scheme.OAuth2();
        default -> new Scheme.Vendor(Known.ofCode(scheme).orElseThrow());
      };
    }
  }

  static ReceivingView of(Receiving receiving) {
    return new ReceivingView(
        receiving.preset().orElse(null),
        receiving.itemsPath().orElse(null),
        receiving.deliveryId().map(PlaceView::of).orElse(null),
        receiving.eventTime().map(PlaceView::of).orElse(null),
        receiving.events().map(EventsView::of).orElse(null),
        receiving.signature().map(SignatureView::of).orElse(null),
        receiving.allowedAddresses().isEmpty() ? null : receiving.allowedAddresses(),
        receiving.rates().endpoint().map(RateView::of).orElse(null),
        receiving.rates().source().map(RateView::of).orElse(null));
  }

  /// What was sent, its form checked against the contract.
  Receiving receiving() {
    return new Receiving(
        Optional.ofNullable(preset),
        Optional.ofNullable(itemsPath),
        Optional.ofNullable(deliveryId).map(PlaceView::place),
        Optional.ofNullable(eventTime).map(PlaceView::place),
        Optional.ofNullable(events).map(EventsView::filter),
        Optional.ofNullable(signature).map(SignatureView::signature),
        allowedAddresses == null ? List.of() : allowedAddresses,
        new Receiving.Rates(
            Optional.ofNullable(rateLimit).map(RateView::rate),
            Optional.ofNullable(sourceRateLimit).map(RateView::rate)));
  }
}
