using System.Net;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Search;

/// <summary>Random questions to the demonstration register, each answered a second time by looking at every record.</summary>
internal sealed class RandomQuestionsTests
{
    private const int Questions = 250;
    private const int Page = 100;

    [Test]
    public async Task Finds_exactly_the_records_that_fit_and_counts_them_all([Values("birth", "death")] string vitalEvent)
    {
        var partner = DemoServer.Partner();
        partner.HoldToContract = false;
        var register = await KnownRegister.ReadAsync(partner);
        var random = new Random(20_261_123);
        for (var asked = 0; asked < Questions; asked++)
        {
            var (query, means) = Question(random, register, vitalEvent);
            var expected = register.People[vitalEvent].Where(means).Select(person => person.Id).ToHashSet();
            var reply = await partner.SendAsync(SocialProtectionSystem.Message(SocialProtectionSystem.Item(new JsonObject
            {
                ["reg_event_type"] = vitalEvent,
                ["query_type"] = "predicate",
                ["query"] = query,
                ["pagination"] = new JsonObject { ["page_size"] = Page },
            })));

            Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
            Assert.That(reply.Total, Is.EqualTo(expected.Count), query.ToJsonString());
            var found = reply.Records.Select(record => record.GetProperty("@id").GetString()!).ToList();
            Assert.That(found, Is.Unique.And.SubsetOf(expected).And.Count.EqualTo(Math.Min(Page, expected.Count)), query.ToJsonString());
        }
    }

    private static (JsonArray Query, Func<KnownPerson, bool> Means) Question(Random random, KnownRegister register, string vitalEvent)
    {
        var query = new JsonArray();
        var means = new List<Func<KnownPerson, bool>>();
        for (var elements = random.Next(3) == 0 ? 2 : 1; elements > 0; elements--)
        {
            var one = KnownCondition.Any(random, register, vitalEvent);
            var element = new JsonObject { ["seq_num"] = random.Next(9), ["expression1"] = one.Sent };
            var meaning = one.Means;
            if (random.Next(2) == 0)
            {
                var other = KnownCondition.Any(random, register, vitalEvent);
                var condition = random.Next(3) switch { 0 => "and", 1 => "or", _ => "not" };
                element["condition"] = condition;
                element["expression2"] = other.Sent;
                meaning = condition switch
                {
                    "and" => person => one.Means(person) && other.Means(person),
                    "or" => person => one.Means(person) || other.Means(person),
                    _ => person => one.Means(person) && !other.Means(person),
                };
            }

            query.Add(element);
            means.Add(meaning);
        }

        return (query, person => means.TrueForAll(fits => fits(person)));
    }
}
