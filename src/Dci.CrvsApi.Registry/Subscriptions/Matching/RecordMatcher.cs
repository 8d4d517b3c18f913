using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Registry.Subscriptions.Matching;

/// <summary>A query that is held against records in memory: it matches those that a search would find if they were all there is, registered or not.</summary>
public sealed class RecordMatcher
{
    private readonly Dictionary<VitalEvent, Branch> _branches;

    public RecordMatcher(FhirQuery query) =>
        _branches = query.Branches.ToDictionary(branch => branch.Event, branch => new Branch(FilterCompiler.Compile(branch.Filter), NamedIdentifiers.Of(branch)));

    public bool Matches(RecordFacts record) => _branches.TryGetValue(record.Record.Event, out var branch) && branch.Holds(record);

    /// <summary>The subject whose identifier the query names; null when it names none, or the event has only one.</summary>
    public PersonRole? SubjectOf(RecordFacts record) =>
        _branches.TryGetValue(record.Record.Event, out var branch) ? branch.Named?.SubjectOf(record) : null;

    private sealed record Branch(Predicate<RecordFacts> Holds, NamedIdentifiers? Named);
}
