using System.Net;
using System.Text;
using Hl7.Fhir.Model;

namespace Dci.CrvsApi.Tests.Fhir;

/// <summary>What came back. Every body is read strictly, whatever it is.</summary>
internal sealed class FhirReply
{
    public FhirReply(HttpResponseMessage reply, byte[] body)
    {
        (Status, Text) = (reply.StatusCode, Encoding.UTF8.GetString(body));
        ETag = reply.Headers.ETag?.ToString();
        MediaType = reply.Content.Headers.ContentType?.MediaType;
        if (body.Length > 0)
            Resource = StrictR4.Read<Resource>(body);
    }

    public HttpStatusCode Status { get; }

    public string Text { get; }

    public string? ETag { get; }

    public string? MediaType { get; }

    public Resource? Resource { get; }

    public Bundle Bundle => (Bundle)Resource!;

    public IReadOnlyList<Resource> Matches => Entries(Bundle.SearchEntryMode.Match);

    public IReadOnlyList<Resource> Included => Entries(Bundle.SearchEntryMode.Include);

    public OperationOutcome Outcome => (OperationOutcome)Resource!;

    /// <summary>The address of a link, null when there is none.</summary>
    public string? Link(string relation) => Bundle.Link.Find(link => link.Relation == relation)?.Url?[("http://127.0.0.1:8080/fhir/".Length)..];

    private List<Resource> Entries(Bundle.SearchEntryMode mode)
    {
        Assert.That(Status, Is.EqualTo(HttpStatusCode.OK), Text);
        return [.. Bundle.Entry.Where(entry => entry.Search?.Mode == mode).Select(entry => entry.Resource!)];
    }
}
