using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Partners;
using Dci.CrvsApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Dci.CrvsApi.Tests.Profiles;

/// <summary>Each preset as its partner meets it.</summary>
internal sealed class ProfilesOnTheWireTests
{
    [Test]
    public async Task Dci_crvs_refuses_over_http_what_it_cannot_answer() =>
        Assert.That((await (await PartnerAsync("dci-crvs-1.0.0")).SearchAsync("SHOE_SIZE", "43")).Status, Is.EqualTo(HttpStatusCode.BadRequest));

    [Test]
    public async Task G2p_connect_hears_a_refusal_in_its_item()
    {
        var reply = await (await PartnerAsync("g2p-connect-1.0")).SearchAsync("SHOE_SIZE", "43");

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(reply.Item.GetProperty("status").GetString(), Is.EqualTo("rjct"));
        Assert.That(reply.Json.GetProperty("header").GetProperty("status").GetString(), Is.EqualTo("rjct"));
    }

    [Test]
    public async Task Openspp_gets_no_data_for_no_match_and_a_parameter_string_for_a_signature()
    {
        var reply = await (await PartnerAsync("openspp")).SearchAsync("BRN", "none", "birth");

        Assert.That(reply.Item.TryGetProperty("data", out _), Is.False, reply.Text);
        Assert.That(reply.Json.GetProperty("signature").GetString(), Does.Contain("algorithm=\"ed25519\"").And.Contain("kidId=\"crvs.localhost|"));
    }

    [Test]
    public async Task Registry_stack_gets_its_message_id_back_and_the_searched_identifier_first()
    {
        var partner = await PartnerAsync("registry-stack");
        var envelope = partner.Envelope(
            SocialProtectionSystem.Message(SocialProtectionSystem.Item(new JsonObject
            {
                ["query_type"] = "idtype-value",
                ["query"] = new JsonObject { ["type"] = "UIN", ["value"] = DemoServer.Identifier("UIN") },
                ["reg_event_type"] = "birth",
            })),
            signed: false);
        var messageId = envelope["header"]!["message_id"]!.GetValue<string>();

        var reply = await partner.SendEnvelopeAsync(envelope);
        var first = reply.Records[0].GetProperty("identifier")[0];

        Assert.That(reply.Json.GetProperty("header").GetProperty("message_id").GetString(), Is.EqualTo(messageId));
        Assert.That(first.GetProperty("identifier_type").GetString(), Is.EqualTo("UIN"));
        Assert.That(first.GetProperty("identifier_value").GetString(), Is.EqualTo(DemoServer.Identifier("UIN")));
    }

    [Test]
    public async Task Opencrvs_reads_camel_case_and_unswapped_parties()
    {
        var partner = await PartnerAsync("opencrvs");
        var reply = await partner.SearchAsync("BRN", DemoServer.Identifier("BRN"), "birth");

        Assert.That(reply.Records[0].TryGetProperty("birthDate", out _), Is.True, reply.Text);
        Assert.That(reply.Json.GetProperty("header").GetProperty("sender_id").GetString(), Is.EqualTo(partner.SenderId));
        Assert.That(reply.Json.GetProperty("header").GetProperty("action").GetString(), Is.EqualTo("search"));
    }

    [Test]
    public async Task A_partner_sees_only_its_fields_and_may_not_search_by_others()
    {
        var partner = await PartnerAsync("dci-crvs-1.0.0", registration => registration with { Fields = ["identifier", "death_date"], Events = ["death"] });

        var seen = await partner.SearchAsync("DRN", DemoServer.Identifier("DRN"), "death");
        var byName = await partner.SearchAsync("predicate", JsonNode.Parse("""[{"expression1":{"attribute_name":"name.surname","operator":"eq","attribute_value":"X"}}]""")!, "death");
        var births = await partner.SearchAsync("BRN", DemoServer.Identifier("BRN"), "birth");

        Assert.That(seen.Records[0].EnumerateObject().Select(member => member.Name).Where(name => !name.StartsWith('@')), Is.EquivalentTo(new[] { "identifier", "death_date" }));
        Assert.That(byName.Status, Is.EqualTo(HttpStatusCode.Forbidden), byName.Text);
        Assert.That(births.Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_partner_that_must_sign_is_refused_without_a_signature_and_once_disabled_everywhere()
    {
        var id = $"p-{Guid.NewGuid():N}";
        var partner = await PartnerAsync("dci-crvs-1.0.0", registration => registration with { Id = id, SenderIds = [id], SignaturePolicy = "required", Keys = new KeysRegistration { Jwk = [TrialKey.Generate().PublicJwk] } });
        var unsigned = await partner.SearchAsync("BRN", "1");
        await DemoServer.Instance.Services.GetRequiredService<PartnerAdministration>().DisableAsync(id, CancellationToken.None);
        var disabled = await partner.SearchAsync("BRN", "1");

        Assert.That(unsigned.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(unsigned.ErrorCode, Is.EqualTo("err.signature.missing"));
        Assert.That(disabled.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(disabled.ErrorCode, Is.EqualTo("err.request.unauthorized"));
    }

    [Test]
    public async Task A_partner_with_a_result_limit_hears_that_too_many_match()
    {
        var partner = await PartnerAsync("dci-crvs-1.0.0", registration => registration with { Limits = new LimitsRegistration { MaxMatches = 5, PageSize = 3 } });
        var reply = await partner.SearchAsync("predicate", JsonNode.Parse("""[{"expression1":{"attribute_name":"birth_date","operator":"ge","attribute_value":"1990"}}]""")!, "birth");

        Assert.That(reply.ErrorCode, Is.EqualTo("rjct.search.too_many_records_found"), reply.Text);
    }

    private static async Task<SocialProtectionSystem> PartnerAsync(string profile, Func<PartnerRegistration, PartnerRegistration>? change = null)
    {
        var id = $"p-{Guid.NewGuid():N}";
        var registration = new PartnerRegistration { Id = id, SenderIds = [id], Profile = profile, SignaturePolicy = "accept-unsigned", Scopes = ["registry.search"] };
        registration = change?.Invoke(registration) ?? registration;
        var added = await DemoServer.Instance.Services.GetRequiredService<PartnerAdministration>().AddAsync(registration, CancellationToken.None);

        Assert.That(added, Is.InstanceOf<PartnerChange.Made>());
        var secret = ((PartnerChange.Made)added).Secret!;
        return new SocialProtectionSystem(DemoServer.Instance.CreateClient(), registration.Id!, secret) { SenderId = registration.Id!, HoldToContract = profile == "dci-crvs-1.0.0" };
    }
}
