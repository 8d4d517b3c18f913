using System.Net;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Benchmarks.Partners;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>Draws a sample of the register by asking the server, so that no benchmark knows how the register is kept.</summary>
internal sealed class RegisterSampler : IDisposable
{
    private const int PageSize = 1000;
    private const int Enough = 20_000;
    private const int WeeksAtMost = 200;
    private const int PeriodsWanted = 300;
    private const int PagesOfADistrict = 4;
    private static readonly DateOnly Earliest = new(1850, 1, 1);
    private static readonly DateOnly Latest = new(2099, 12, 31);

    private readonly HttpConnection _connection;
    private readonly IPEndPoint _server;
    private readonly MessageWriter _message;
    private readonly BenchmarkPartner _partner;

    public RegisterSampler(IPEndPoint server, BenchmarkPartner partner, TimeProvider clock)
    {
        _server = server;
        _partner = partner;
        _message = new MessageWriter(partner, clock);
        _connection = new HttpConnection(server);
    }

    /// <summary>Birth registration numbers of the first births.</summary>
    public IReadOnlyList<string> FirstNumbers() => Shuffled(FirstRecords(), "BRN");

    public RegisterSample Draw(int pageSize)
    {
        var records = FirstRecords();
        var days = records.Select(record => Text(record, "birth_date")).Where(date => date?.Length == 10).Select(date => DateOnly.Parse(date!)).ToList();
        if (days.Count == 0)
            throw new InvalidOperationException("The register has no births.");
        var (from, to) = (days.Min(), days.Max());
        var random = new Random(1);
        for (var week = 0; week < WeeksAtMost && records.Count < Enough; week++)
        {
            var day = from.AddDays(random.Next(to.DayNumber - from.DayNumber + 1));
            records.AddRange(Ask(Question.Births(day, day.AddDays(6), null, PageSize)).Records);
        }

        return new RegisterSample(Shuffled(records, "BRN"), Shuffled(records, "UIN"), Periods(records, from, to, pageSize));
    }

    public void Dispose() => _connection.Dispose();

    private List<JsonElement> FirstRecords() => [.. Ask(Question.Births(Earliest, Latest, null, PageSize)).Records];

    private List<BusyPeriod> Periods(List<JsonElement> records, DateOnly from, DateOnly to, int pageSize)
    {
        var districts = Districts(records, from, to, pageSize);
        var periods = new List<BusyPeriod>();
        var random = new Random(3);
        for (var attempt = 0; attempt < 4 * PeriodsWanted && periods.Count < PeriodsWanted; attempt++)
        {
            var (place, births) = districts[random.Next(districts.Count)];
            var days = to.DayNumber - from.DayNumber;
            var length = Math.Min(days, (int)Math.Ceiling(2.0 * pageSize * days / births));
            var start = from.AddDays(random.Next(days - length + 1));
            if (Ask(Question.Births(start, start.AddDays(length), place, 1)).Total >= pageSize)
                periods.Add(new BusyPeriod(place, start, start.AddDays(length)));
        }

        return periods.Count > 0 ? periods : throw new InvalidOperationException("No place of the register has enough births for a page.");
    }

    private List<(string Place, int Births)> Districts(List<JsonElement> records, DateOnly from, DateOnly to, int pageSize)
    {
        var districts = records.Select(AreaOf).OfType<string>()
            .CountBy(name => name)
            .OrderByDescending(count => count.Value)
            .Take(40)
            .Select(count => (Place: count.Key, Births: Ask(Question.Births(from, to, count.Key, 1)).Total))
            .Where(district => district.Births >= PagesOfADistrict * pageSize)
            .ToList();
        return districts.Count > 0 ? districts : throw new InvalidOperationException("No place of the register has enough births for a page.");
    }

    private static string[] Shuffled(List<JsonElement> records, string type)
    {
        var values = records.Select(record => IdentifierOf(record, type)).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        new Random(2).Shuffle(values);
        return values;
    }

    private static string? IdentifierOf(JsonElement record, string type) =>
        record.GetProperty("identifier").EnumerateArray()
            .Where(identifier => Text(identifier, "identifier_type") == type)
            .Select(identifier => Text(identifier, "identifier_value"))
            .FirstOrDefault();

    private static string? AreaOf(JsonElement record) =>
        record.TryGetProperty("birth_place", out var place) && place.ValueKind == JsonValueKind.Object ? Text(place, "contained_in_place") : null;

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private Page Ask(Question item)
    {
        var request = HttpRequest.Post(_server, "/registry/sync/search", "application/json", _message.Write([item]), _partner.Token);
        var reply = _connection.Send(request);
        if (reply.Status != 200)
            throw new InvalidOperationException($"The search answered {reply.Status}: {Encoding.UTF8.GetString(reply.Body)}");
        var answer = JsonElement.Parse(reply.Body).GetProperty("message").GetProperty("search_response")[0];
        if (!answer.TryGetProperty("data", out var data) || !answer.TryGetProperty("pagination", out var pagination))
            throw new InvalidOperationException($"The search found no page: {answer}");
        return new Page([.. data.GetProperty("reg_records").EnumerateArray()], pagination.GetProperty("total_count").GetInt32());
    }

    private sealed record Page(JsonElement[] Records, int Total);
}
