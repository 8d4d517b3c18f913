using System.Text.Json;
using System.Text.Json.Nodes;
using Dci.CrvsApi.Tests.Clients;
using Dci.CrvsApi.Tests.Server;

namespace Dci.CrvsApi.Tests.Search;

/// <summary>Names in the language that was asked for, where the register has them.</summary>
internal sealed class LanguageTests
{
    private readonly SocialProtectionSystem _partner = DemoServer.Partner();

    [TestCase("ara", 0x0600, 0x06FF)]
    [TestCase("ben", 0x0980, 0x09FF)]
    [TestCase("amh", 0x1200, 0x137F)]
    [TestCase("khm", 0x1780, 0x17FF)]
    public async Task Gives_the_same_people_in_their_own_script_and_in_latin_letters(string language, int first, int last)
    {
        var own = (await BirthsAsync(language)).Where(record => IsIn(GivenName(record), first, last)).ToDictionary(Id, GivenName);
        var latin = (await BirthsAsync("eng")).Where(record => own.ContainsKey(Id(record))).ToDictionary(Id, GivenName);

        Assert.That(own, Is.Not.Empty);
        Assert.That(latin.Keys, Is.EquivalentTo(own.Keys));
        Assert.That(latin.Values.Where(name => !name.All(letter => letter < 0x0250)), Is.Empty, "whichever form the clerk wrote first");
    }

    private async Task<List<JsonElement>> BirthsAsync(string locale)
    {
        var records = new List<JsonElement>();
        for (var page = 1; ; page++)
        {
            var criteria = Peers.Criteria("predicate", Peers.RegisteredSince1900, "birth");
            criteria["pagination"] = new JsonObject { ["page_size"] = 1000, ["page_number"] = page };
            var item = SocialProtectionSystem.Item(criteria);
            item["locale"] = locale;
            var reply = await _partner.SendAsync(SocialProtectionSystem.Message(item));
            Assert.That(reply.Item.GetProperty("locale").GetString(), Is.EqualTo(locale));
            records.AddRange(reply.Records);
            if (records.Count == reply.Total)
                return records;
        }
    }

    private static bool IsIn(string name, int first, int last) => name.Any(letter => letter >= first && letter <= last);

    private static string Id(JsonElement record) => record.GetProperty("@id").GetString()!;

    private static string GivenName(JsonElement record) => record.GetProperty("name").GetProperty("given_name").GetString()!;
}
