using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Profiles;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Tests.Partners;

internal sealed class PartnerCompilerTests
{
    [Test]
    public void Fills_what_is_left_out_with_the_least()
    {
        var partner = Registrations.Compile();

        Assert.That(partner.SenderIds, Is.EqualTo(new[] { "spp" }));
        Assert.That(partner.Scopes, Is.EqualTo(new[] { "registry.search" }));
        Assert.That(partner.CallbackOrigins, Is.Empty);
        Assert.That(partner.Sandbox, Is.False);
        Assert.That(partner.Profile.Preset, Is.EqualTo("dci-crvs-1.0.0"));
    }

    [Test]
    public void Requires_signatures_unless_told_otherwise()
    {
        var partner = Registrations.Compile(("signature_policy", null), ("keys", new JsonObject { ["pem"] = new JsonArray(Keys.Pem()) }));

        Assert.That(partner.SignaturePolicy, Is.EqualTo(SignaturePolicy.Required));
        Assert.That(partner.Keys, Has.Count.EqualTo(1));
    }

    [Test]
    public void Reads_a_whole_agreement()
    {
        var partner = Registrations.Compile(
            ("sender_ids", new JsonArray("spp.example.org", "https://spp.example.org")),
            ("receiver_ids", new JsonArray("crvs")),
            ("profile", "openspp"),
            ("profile_overrides", new JsonObject { ["no_match"] = "empty" }),
            ("async_unsigned", true),
            ("keys", new JsonObject { ["jwk"] = new JsonArray(JsonNode.Parse(Keys.Jwk())), ["jwks_uri"] = "https://spp.example.org/jwks.json" }),
            ("scopes", new JsonArray("registry/search", "registry.subscribe", "registry.search")),
            ("events", new JsonArray("birth", "DEATH")),
            ("identifier_types", new JsonArray("BRN", "UIN", "NID")),
            ("attributes", new JsonArray("birth_date")),
            ("fields", new JsonArray("name", "birth_date")),
            ("jurisdictions", new JsonArray("district-7")),
            ("purpose_required", true),
            ("purposes", new JsonArray("SPP")),
            ("callback_origins", new JsonArray("https://spp.example.org")),
            ("limits", new JsonObject { ["page_size"] = 20, ["requests_per_minute"] = 600 }));

        Assert.That(partner.SenderIds, Has.Count.EqualTo(2));
        Assert.That(partner.Profile.NoMatch, Is.EqualTo(NoMatchForm.Empty));
        Assert.That(partner.Profile.Notify, Is.EqualTo(NotifyForm.OpenSpp));
        Assert.That(partner.Keys, Has.Count.EqualTo(1));
        Assert.That(partner.Scopes, Is.EqualTo(new[] { "registry.search", "registry.subscribe" }));
        Assert.That(partner.Access.Events, Is.EquivalentTo(new[] { VitalEvent.LiveBirth, VitalEvent.Death }));
        Assert.That(partner.Access.IdentifierKinds, Is.EquivalentTo(new[] { IdentifierKind.BirthRegistrationNumber, IdentifierKind.NationalId }));
        Assert.That(partner.Access.Fields, Is.EquivalentTo(new[] { "name", "birth_date" }));
        Assert.That(partner.Access.Jurisdictions, Is.EqualTo(new[] { "district-7" }));
        Assert.That(partner.Access.Purposes, Is.EquivalentTo(new[] { "SPP" }));
        Assert.That(partner.Limits, Is.EqualTo(new PartnerLimits { PageSize = 20, RequestsPerMinute = 600 }));
    }

    [Test]
    public void Says_everything_that_is_wrong_at_once_and_where()
    {
        const string json = """
            {"id":"a b","sender_ids":["", "ok"],"profile":"sap","signature_policy":"never","scopes":["registry.delete"],"events":["wedding"],
             "identifier_types":[],"attributes":["salary"],"fields":["birth_date","nmae"],"jurisdictions":[""],"purposes":["x"],
             "callback_origins":["http://spp.example.org","https://spp.example.org/path"],"limits":{"page_size":5000,"pages":1},
             "keys":{"pem":["no key"],"jwks_uri":"http://spp.example.org/jwks"},"sandbox":"yes","colour":"red"}
            """;

        Assert.That(Registrations.Compile(json, out var faults), Is.Null);
        Assert.That(faults.Select(fault => fault.Path), Is.EquivalentTo(new[]
        {
            "$.id", "$.sender_ids[0]", "$.profile", "$.signature_policy", "$.scopes[0]", "$.events[0]", "$.identifier_types", "$.attributes[0]",
            "$.fields[1]", "$.jurisdictions[0]", "$.purposes", "$.callback_origins[0]", "$.callback_origins[1]", "$.limits.page_size", "$.limits.pages",
            "$.keys.pem[0]", "$.keys.jwks_uri", "$.sandbox", "$.colour",
        }));
        Assert.That(faults, Has.All.Property(nameof(RegistrationFault.Remedy)).Not.Empty);
    }

    [Test]
    public void Grants_what_subscribers_need_by_name_only()
    {
        var none = Registrations.Compile().Access;
        var all = Registrations.Compile(
            ("all_records", true),
            ("notified_events", true),
            ("full_events", true),
            ("sections", new JsonObject { ["birth"] = new JsonArray("child-details", "birth-encounter"), ["DEATH"] = new JsonArray("deceased-details") }),
            ("limits", new JsonObject { ["subscriptions"] = 7 }));

        Assert.That((none.AllRecords, none.NotifiedEvents, none.FullEvents, none.Sections), Is.EqualTo((false, false, false, default(object))));
        Assert.That((all.Access.AllRecords, all.Access.NotifiedEvents, all.Access.FullEvents), Is.EqualTo((true, true, true)));
        Assert.That(all.Access.Sections, Has.Count.EqualTo(2));
        Assert.That(all.Access.Sections![VitalEvent.LiveBirth], Is.EquivalentTo(new[] { "child-details", "birth-encounter" }));
        Assert.That(all.Access.Sections[VitalEvent.Death], Is.EquivalentTo(new[] { "deceased-details" }));
        Assert.That(all.Limits.Subscriptions, Is.EqualTo(7));
    }

    [TestCase("""{"wedding":["bride-details"]}""", "$.sections.wedding")]
    [TestCase("""{"birth":["child-details"],"LiveBirth":["mother-details"]}""", "$.sections.LiveBirth")]
    [TestCase("""{"birth":[]}""", "$.sections.birth")]
    [TestCase("""{"birth":["child-details","Child Details"]}""", "$.sections.birth[1]")]
    [TestCase("""{}""", "$.sections")]
    [TestCase("""{"birth":"child-details"}""", "$.sections")]
    [TestCase("""{"birth":[1]}""", "$.sections")]
    [TestCase("""["birth"]""", "$.sections")]
    public void Refuses_sections_that_say_nothing(string sections, string path)
    {
        Assert.That(Registrations.Compile(Registrations.Json(("sections", JsonNode.Parse(sections))), out var faults), Is.Null);
        Assert.That(faults.Select(fault => fault.Path), Is.EqualTo(new[] { path }));
    }

    [Test]
    public void Refuses_to_leave_signatures_unlooked_at_outside_a_sandbox()
    {
        Assert.That(Registrations.Compile(Registrations.Json(("signature_policy", "off")), out var faults), Is.Null);
        Assert.That(faults.Select(fault => fault.Path), Is.EqualTo(new[] { "$.signature_policy" }));
    }

    [Test]
    public void Reads_where_and_how_much_a_partner_is_called_back()
    {
        var partner = Registrations.Compile(
            ("callback_origins", new JsonArray("https://spp.internal:8443")),
            ("callback_uri", "https://SPP.internal:8443/dci/on-search?x=1"),
            ("private_callbacks", true),
            ("limits", new JsonObject { ["callback_items"] = 10_000, ["callback_bytes"] = 10_000, ["unfinished"] = 5, ["delivery_attempts"] = 1, ["delivery_hours"] = 720 }));

        Assert.That(partner.CallbackUri?.OriginalString, Is.EqualTo("https://SPP.internal:8443/dci/on-search?x=1"));
        Assert.That(partner.PrivateCallbacks, Is.True);
        Assert.That(
            partner.Limits,
            Is.EqualTo(new PartnerLimits { CallbackItems = 10_000, CallbackBytes = 10_000, Unfinished = 5, DeliveryAttempts = 1, DeliveryHours = 720 }));
    }

    [TestCase("https://spp.example.org")]
    [TestCase("https://other.example.org/on-search")]
    [TestCase("https://spp.example.org:8443@evil.example/")]
    [TestCase("https://spp.example.org:8443/#on-search")]
    [TestCase("ftp://spp.example.org:8443/")]
    [TestCase("/on-search")]
    public void Refuses_a_callback_address_outside_the_origins(string address)
    {
        var json = Registrations.Json(("callback_origins", new JsonArray("https://spp.example.org:8443")), ("callback_uri", address));

        Assert.That(Registrations.Compile(json, out var faults), Is.Null);
        Assert.That(faults.Select(fault => fault.Path), Is.EqualTo(new[] { "$.callback_uri" }));
    }

    [Test]
    public void Refuses_private_callbacks_to_nowhere()
    {
        Assert.That(Registrations.Compile(Registrations.Json(("private_callbacks", true)), out var faults), Is.Null);
        Assert.That(faults.Select(fault => fault.Path), Is.EqualTo(new[] { "$.private_callbacks" }));
    }

    [TestCase("callback_items", 0)]
    [TestCase("callback_items", 10_001)]
    [TestCase("callback_bytes", 9_999)]
    [TestCase("callback_bytes", 16_777_217)]
    [TestCase("unfinished", 0)]
    [TestCase("delivery_attempts", 1_001)]
    [TestCase("delivery_hours", 721)]
    [TestCase("subscriptions", 0)]
    [TestCase("subscriptions", 1_000_001)]
    public void Refuses_limits_of_callbacks_that_are_out_of_range(string limit, int value)
    {
        Assert.That(Registrations.Compile(Registrations.Json(("limits", new JsonObject { [limit] = value })), out var faults), Is.Null);
        Assert.That(faults.Select(fault => fault.Path), Is.EqualTo(new[] { $"$.limits.{limit}" }));
    }

    [Test]
    public void Lets_a_sandbox_partner_do_without_signatures() =>
        Assert.That(Registrations.Compile(("signature_policy", "off"), ("sandbox", true)).SignaturePolicy, Is.EqualTo(SignaturePolicy.Off));

    [Test]
    public void Refuses_async_unsigned_beside_required_signatures()
    {
        var json = Registrations.Json(("signature_policy", "required"), ("async_unsigned", true), ("keys", new JsonObject { ["pem"] = new JsonArray(Keys.Pem()) }));

        Assert.That(Registrations.Compile(json, out var faults), Is.Null);
        Assert.That(faults.Select(fault => fault.Path), Is.EqualTo(new[] { "$.async_unsigned" }));
    }

    [Test]
    public void Refuses_a_private_key()
    {
        Assert.That(Registrations.Compile(Registrations.Json(("keys", new JsonObject { ["jwk"] = new JsonArray(JsonNode.Parse(Keys.PrivateJwk())) })), out var faults), Is.Null);
        Assert.That(faults.Select(fault => fault.Path), Is.EqualTo(new[] { "$.keys.jwk[0]" }));
        Assert.That(faults[0].ToString(), Does.Contain("private").IgnoreCase);
    }

    [Test]
    public void Refuses_a_knob_that_the_profile_does_not_have()
    {
        Assert.That(Registrations.Compile(Registrations.Json(("profile_overrides", new JsonObject { ["casing"] = "upper", ["volume"] = "11", ["reg_sub_type"] = 3 })), out var faults), Is.Null);
        Assert.That(string.Join('\n', faults), Does.Contain("casing").And.Contain("volume").And.Contain("reg_sub_type"));
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("{\"id\":\"a\",\"id\":\"b\"}")]
    [TestCase("{\"id\":")]
    public void Refuses_what_is_not_one_json_object(string json)
    {
        Assert.That(Registrations.Compile(json, out var faults), Is.Null);
        Assert.That(faults, Is.Not.Empty);
    }

    [Test]
    public void Writes_a_registration_that_reads_back_the_same()
    {
        var written = PartnerJson.Write(DemonstrationPartner.Create().Registration);

        Assert.That(Registrations.Compile(written, out _)?.Keys, Has.Count.EqualTo(1));
    }
}
