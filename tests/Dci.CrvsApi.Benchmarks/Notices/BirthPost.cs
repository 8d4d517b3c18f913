using System.Globalization;
using System.Text;
using System.Text.Json;
using Dci.CrvsApi.Benchmarks.Load;
using Dci.CrvsApi.Benchmarks.Partners;
using Dci.CrvsApi.Benchmarks.Wire;

namespace Dci.CrvsApi.Benchmarks.Notices;

/// <summary>Writes requests that register births, each of a record and a number of its own, at a place of the register.</summary>
internal sealed class BirthPost
{
    private readonly Target _target;
    private readonly BenchmarkPartner _registrar;
    private readonly string _place;
    private int _last = Environment.TickCount & 0xFFFFFF;

    public BirthPost(Target target, BenchmarkPartner registrar)
    {
        (_target, _registrar) = (target, registrar);
        using var connection = new HttpConnection(target.Address);
        var places = JsonElement.Parse(connection.Send(HttpRequest.Get(target.Address, "/.well-known/locations.json")).Body);
        _place = places.GetProperty("locations").EnumerateArray().Last().GetProperty("id").GetString()!;
    }

    public Birth Next()
    {
        var id = Guid.NewGuid();
        var number = string.Create(CultureInfo.InvariantCulture, $"BENCH{Interlocked.Increment(ref _last):D9}");
        var body = Encoding.UTF8.GetBytes(Bundle(id, number));
        return new Birth(id, number, HttpRequest.Post(_target.Address, "/fhir", "application/fhir+json", body, _registrar.Token));
    }

    public Birth[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private string Bundle(Guid id, string number)
    {
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var (task, child, encounter) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        return $$$"""
            {"resourceType":"Bundle","type":"document","identifier":{"system":"urn:ietf:rfc:3986","value":"urn:uuid:{{{Guid.NewGuid()}}}"},"timestamp":"{{{now}}}","meta":{"lastUpdated":"{{{now}}}"},"entry":[
            {"fullUrl":"urn:uuid:{{{id}}}","resource":{"resourceType":"Composition","id":"{{{id}}}","status":"final","type":{"coding":[{"system":"http://opencrvs.org/doc-types","code":"birth-declaration"}]},"title":"Birth Declaration","date":"{{{now}}}","author":[{"display":"registrar"}],"meta":{"lastUpdated":"{{{now}}}"},"section":[
            {"title":"Child details","code":{"coding":[{"system":"http://opencrvs.org/doc-sections","code":"child-details"}]},"entry":[{"reference":"urn:uuid:{{{child}}}"}]},
            {"title":"Birth encounter","code":{"coding":[{"system":"http://opencrvs.org/specs/sections","code":"birth-encounter"}]},"entry":[{"reference":"urn:uuid:{{{encounter}}}"}]}]}},
            {"fullUrl":"urn:uuid:{{{task}}}","resource":{"resourceType":"Task","id":"{{{task}}}","status":"accepted","intent":"order","code":{"coding":[{"system":"http://opencrvs.org/specs/types","code":"BIRTH"}]},"focus":{"reference":"urn:uuid:{{{id}}}"},"identifier":[{"system":"http://opencrvs.org/specs/id/birth-registration-number","value":"{{{number}}}"}],"lastModified":"{{{now}}}","businessStatus":{"coding":[{"system":"http://opencrvs.org/specs/reg-status","code":"REGISTERED"}]} }},
            {"fullUrl":"urn:uuid:{{{child}}}","resource":{"resourceType":"Patient","id":"{{{child}}}","identifier":[{"type":{"coding":[{"system":"http://opencrvs.org/specs/identifier-type","code":"BIRTH_REGISTRATION_NUMBER"}]},"value":"{{{number}}}"}],"name":[{"use":"official","given":["Anneke"],"family":"Vogelsang"}],"gender":"female","birthDate":"{{{now[..10]}}}"}},
            {"fullUrl":"urn:uuid:{{{encounter}}}","resource":{"resourceType":"Encounter","id":"{{{encounter}}}","status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"},"location":[{"location":{"reference":"Location/{{{_place}}}"}}]}}]}
            """;
    }
}

/// <summary>A birth to be registered.</summary>
/// <param name="RecordId">The Composition's id.</param>
/// <param name="Number">Its registration number.</param>
/// <param name="Request">The whole HTTP request.</param>
internal sealed record Birth(Guid RecordId, string Number, byte[] Request);
