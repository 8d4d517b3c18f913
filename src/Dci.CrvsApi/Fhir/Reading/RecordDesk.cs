using System.Security.Cryptography;
using Dci.CrvsApi.Access;
using Dci.CrvsApi.Registry.Exchanges;
using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;
using Dci.CrvsApi.Registry.Resources;

namespace Dci.CrvsApi.Fhir.Reading;

/// <summary>Reads records for a partner: only those that a search within its grants finds, each behind its mask, and noted before they are told.</summary>
internal sealed class RecordDesk(IRegistryStore store, IResourceIndex index, IExchangeLog exchanges, BundleMasks masks, TimeProvider clock)
{
    /// <summary>How a disclosure by FHIR is called beside the kinds of DCI queries.</summary>
    public const string QueryKind = "fhir";

    /// <summary>More records than this in which one resource is are not looked through.</summary>
    public const int MostRecords = 100;

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    /// <summary>The records that hold one of the resources and that may be told of; newest first.</summary>
    public async ValueTask<IReadOnlyList<string>> HoldingAsync(string type, string id, CancellationToken cancellationToken) =>
        FhirTypes.Id.IsMatch(id) ? await index.FindAsync(type, id, MostRecords + 1, cancellationToken) : [];

    /// <summary>Those of some records that the partner may see, in their order; a refusal when it may not ask by id at all.</summary>
    public async ValueTask<(IReadOnlyList<RecordView> Views, FhirAnswer? Refused)> OpenAsync(FhirCall call, IReadOnlyList<string> recordIds, CancellationToken cancellationToken)
    {
        var events = EventsOf(call);
        var question = new AccessQuestion(events, false, ["record_id"], [], [], call.Purpose);
        if (AccessPolicy.Decide(call.Partner, question) is not AccessDecision.Granted granted)
            return ([], FhirAnswer.Refused(StatusCodes.Status403Forbidden, Contract.IssueCode.Forbidden, Words(AccessPolicy.Decide(call.Partner, question))));
        if (recordIds.Count == 0)
            return ([], null);
        var ids = new FhirFilter.RecordNumber(RecordNumberParameter.RecordId, Comparison.Eq, [.. recordIds]);
        var query = granted.Restrict(new FhirQuery([.. events.Select(vitalEvent => new EventQuery(vitalEvent, ids))], [], new PageRequest(recordIds.Count, 1)));
        if (query.Branches.Count == 0 || await store.SearchAsync(query, cancellationToken) is not SearchOutcome.Page page)
            return ([], null);
        var seen = page.Records.Select(record => record.RecordId).ToHashSet(StringComparer.Ordinal);
        return (await ViewAsync(call, [.. recordIds.Where(seen.Contains).Distinct()], cancellationToken), null);
    }

    /// <summary>The records as the partner may see them. They must be ones that it may.</summary>
    public async ValueTask<IReadOnlyList<RecordView>> ViewAsync(FhirCall call, IReadOnlyList<string> recordIds, CancellationToken cancellationToken)
    {
        var mask = masks.Of(call.Partner);
        return [.. (await index.ReadAsync(recordIds, cancellationToken)).Select(record => new RecordView(record, mask))];
    }

    public async ValueTask<IReadOnlyList<KeptVersion>> VersionsAsync(string recordId, CancellationToken cancellationToken) =>
        await index.ReadVersionsAsync(recordId, cancellationToken);

    /// <summary>Writes down what is disclosed, before it leaves. A read has no message id; it gets one that nobody else has.</summary>
    public async ValueTask DiscloseAsync(FhirCall call, IReadOnlyList<VitalEvent> events, IReadOnlyList<string> recordIds, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var told = new Disclosure(call.Partner.Id, now, QueryKind, events, recordIds, call.Purpose);
        var exchange = new Exchange(call.Partner.Id, RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes), now, now + Remembered, [told]);
        if (!await exchanges.TryRecordAsync(exchange, cancellationToken))
            throw new InvalidOperationException("A number drawn at random was used before.");
    }

    public static IReadOnlyList<VitalEvent> EventsOf(FhirCall call) =>
        call.Partner.Access.Events is { } events ? [.. events.Order()] : Enum.GetValues<VitalEvent>();

    public static string Words(AccessDecision decision) => decision is AccessDecision.Refused refused
        ? refused.Rejection.Detail.Replace("consent.purpose.code or authorize.purpose.code", FhirHeaders.Purpose, StringComparison.Ordinal)
        : "";
}
