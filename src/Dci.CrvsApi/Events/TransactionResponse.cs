using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Registry.Events;
using Dci.CrvsApi.Registry.Ingest.Submissions;

namespace Dci.CrvsApi.Events;

/// <summary>Says what became of each resource of a bundle. They all take part in the version of their record.</summary>
internal static class TransactionResponse
{
    public static FhirTransactionResponse Of(SubmittedEvent submitted, IntakeOutcome.Accepted accepted, PathString root) => new()
    {
        ResourceType = "Bundle",
        Type = "transaction-response",
        Entry = [.. submitted.Resources.Select(resource => Entry(resource, accepted, root))],
    };

    private static FhirTransactionResponseEntry Entry((string Type, string Id) resource, IntakeOutcome.Accepted accepted, PathString root) => new()
    {
        Response = new FhirEntryResponse
        {
            Status = accepted.Created ? "201 Created" : "200 OK",
            Location = $"{root}{FhirPaths.Root}/{resource.Type}/{resource.Id}/_history/{accepted.Version}",
            Etag = $"W/\"{accepted.Version}\"",
            LastModified = accepted.At,
        },
    };
}
