using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Search;

internal sealed class IdentifierSearchTests
{
    private readonly SocialProtectionSystem _partner = DemoServer.Partner();

    [TestCase("BRN", "birth_date")]
    [TestCase("DRN", "death_date")]
    [TestCase("MRN", "marriage_date")]
    [TestCase("UIN", "birth_date")]
    public async Task Finds_a_record_by_its_number(string type, string member)
    {
        var reply = await _partner.SearchAsync(type, DemoServer.Identifier(type));

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        Assert.That(reply.Item.GetProperty("status").GetString(), Is.EqualTo("succ"));
        Assert.That(reply.Total, Is.GreaterThanOrEqualTo(1));
        Assert.That(reply.Records[0].TryGetProperty(member, out _), Is.True, reply.Text);
    }

    [TestCase("birth_reg_no", "BRN")]
    [TestCase("ns:org:IdentifierType:BRN", "BRN")]
    [TestCase("NID", "UIN")]
    [TestCase("NATIONAL_ID", "UIN")]
    public async Task Knows_the_other_names_of_an_identifier_type(string alias, string type)
    {
        var reply = await _partner.SearchAsync(alias, DemoServer.Identifier(type));

        Assert.That(reply.Total, Is.GreaterThanOrEqualTo(1), reply.Text);
    }

    [Test]
    public async Task Answers_an_unknown_number_with_an_empty_page()
    {
        var reply = await _partner.SearchAsync("BRN", "NOT-A-NUMBER-OF-ANYBODY");

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(reply.Item.GetProperty("status").GetString(), Is.EqualTo("succ"));
        Assert.That(reply.Records, Is.Empty);
        Assert.That(reply.Total, Is.Zero);
    }

    [Test]
    public async Task Finds_no_death_of_the_living() =>
        Assert.That((await _partner.SearchAsync("UIN", DemoServer.Identifier("UIN"), "death")).Total, Is.Zero);

    [Test]
    public async Task Finds_a_death_by_the_birth_number_of_the_deceased()
    {
        var death = (await _partner.SearchAsync("DRN", DemoServer.Identifier("DRN"))).Records[0];
        var birthNumber = death.GetProperty("identifier").EnumerateArray()
            .First(identifier => identifier.GetProperty("identifier_type").GetString() == "BRN").GetProperty("identifier_value").GetString()!;

        var reply = await _partner.SearchAsync("BRN", birthNumber, "DEATH");

        Assert.That(reply.Total, Is.EqualTo(1));
        Assert.That(reply.Records[0].TryGetProperty("death_date", out _), Is.True);
    }

    [Test]
    public async Task Finds_the_children_of_a_parent()
    {
        var child = (await _partner.SearchAsync("BRN", DemoServer.Identifier("BRN"))).Records[0];
        var parent = child.GetProperty("parent1_identifier").GetProperty("identifier_value").GetString()!;

        var reply = await _partner.SearchAsync("predicate", Predicate("parent1_identifier", "eq", parent), "birth");

        Assert.That(reply.Total, Is.GreaterThanOrEqualTo(1), reply.Text);
        Assert.That(reply.Records.Select(record => record.GetProperty("@id").GetString()), Does.Contain(child.GetProperty("@id").GetString()));
    }

    [TestCase("UNKNOWN_TYPE")]
    [TestCase("")]
    public async Task Refuses_an_identifier_type_it_does_not_know(string type)
    {
        var reply = await _partner.SearchAsync(type, "1");

        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(reply.ErrorCode, Does.StartWith("rjct.search_criteria.invalid").Or.EqualTo("err.request.bad"));
    }

    private static JsonArray Predicate(string attribute, string comparison, string value) =>
        [new JsonObject { ["seq_num"] = 1, ["expression1"] = new JsonObject { ["attribute_name"] = attribute, ["operator"] = comparison, ["attribute_value"] = value } }];
}
