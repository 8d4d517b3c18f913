using System.Text;
using Dci.CrvsApi.Registry.Ingest;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Storage.Tests;

/// <summary>A valid registered record, and one method for each way to differ from it.</summary>
internal sealed record RecordBuilder
{
    private VitalRecord Record { get; init; } = new()
    {
        RecordId = "record-1",
        Event = VitalEvent.LiveBirth,
        Status = RegistrationStatus.Registered,
        RegistrationNumber = "2024-B-0001",
        TrackingId = "BTRACK1",
        RegisteredOn = new DateOnly(2024, 5, 20),
        EventDate = PartialDate.OfDay(new DateOnly(2024, 5, 4)),
        People = [Person(PersonRole.Child)],
        LastUpdated = new DateTimeOffset(2024, 5, 20, 10, 0, 0, TimeSpan.Zero),
    };

    private string Content { get; init; } = "";

    private (string Type, string? Id, string Address)[] Resources { get; init; } = [];

    private int Mapping { get; init; } = 1;

    private byte[]? Original { get; init; }

    private string From { get; init; } = "import";

    public static RecordBuilder Birth(string id = "record-1") => new RecordBuilder().Named(id);

    public static RecordBuilder Marriage(string id = "record-1") => Birth(id).With(record => record with
    {
        Event = VitalEvent.Marriage,
        People = [Person(PersonRole.Bride), Person(PersonRole.Groom)],
    });

    public static RecordedPerson Person(PersonRole role) => new() { Role = role };

    public RecordBuilder Named(string id) => With(record => record with { RecordId = id, RegistrationNumber = "NO" + id, TrackingId = "T" + id });

    public RecordBuilder With(Func<VitalRecord, VitalRecord> change) => this with { Record = change(Record) };

    public RecordBuilder Numbered(string? number) => With(record => record with { RegistrationNumber = number });

    public RecordBuilder InStatus(RegistrationStatus status) => With(record => record with { Status = status });

    public RecordBuilder On(DateOnly day) => With(record => record with { EventDate = PartialDate.OfDay(day) });

    public RecordBuilder At(string? locationId) => With(record => record with { Place = new EventPlace { LocationId = locationId } });

    public RecordBuilder WithPeople(params RecordedPerson[] people) => With(record => record with { People = people });

    public RecordBuilder Saying(string content) => this with { Content = content };

    /// <summary>With resources in the bundle: type, id if it has one, and full address.</summary>
    public RecordBuilder Holding(params (string Type, string? Id, string Address)[] resources) => this with { Resources = resources };

    public RecordBuilder Mapped(int version) => this with { Mapping = version };

    public RecordBuilder ReceivedAs(string original) => this with { Original = Encoding.UTF8.GetBytes(original) };

    public RecordBuilder CameBy(string origin) => this with { From = origin };

    public VitalRecord Vital() => Record;

    public byte[] Bundle() => Encoding.UTF8.GetBytes($$"""{"resourceType":"Bundle","id":"{{Record.RecordId}}","said":"{{Content}}"{{Entries()}}}""");

    public RecordEntry Entry() => new()
    {
        Record = Record,
        Bundle = Bundle(),
        Original = Original is null ? default(ReadOnlyMemory<byte>?) : Original,
        Renditions = [.. Renditions()],
        MappingVersion = Mapping,
        Origin = From,
    };

    /// <summary>What stands for a canonical person: enough to tell which one it is.</summary>
    public static byte[] Rendered(string recordId, PersonRole subject, string? language, int mapping = 1) =>
        Encoding.UTF8.GetBytes($"{recordId}/{subject}/{language ?? "default"}/{mapping}");

    private string Entries() => Resources.Length == 0
        ? ""
        : ",\"entry\":[" + string.Join(',', Resources.Select(resource =>
            $$"""{"fullUrl":"{{resource.Address}}","resource":{"note":{"id":"not this one"},{{Id(resource.Id)}}"resourceType":"{{resource.Type}}"} }""")) + "]";

    private static string Id(string? id) => id is null ? "" : $"\"id\":\"{id}\",";

    private IEnumerable<Rendition> Renditions()
    {
        var first = PersonRoles.SubjectsOf(Record.Event)[0];
        if (!Record.People.Any(person => PersonRoles.SubjectsOf(Record.Event).Contains(person.Role)))
            yield return new Rendition(first, null, Rendered(Record.RecordId, first, null, Mapping));
        foreach (var role in PersonRoles.SubjectsOf(Record.Event))
        {
            if (Record.People.FirstOrDefault(person => person.Role == role) is not { } person)
                continue;
            yield return new Rendition(role, null, Rendered(Record.RecordId, role, null, Mapping));
            foreach (var name in person.Names.Skip(1))
                yield return new Rendition(role, name.Language, Rendered(Record.RecordId, role, name.Language, Mapping));
        }
    }
}
