using Dci.CrvsApi.Registry.Queries;
using Dci.CrvsApi.Registry.Records;

namespace Dci.CrvsApi.Answers;

/// <summary>What came of one item of a search.</summary>
/// <param name="ReferenceId">As sent.</param>
internal abstract record AnsweredItem(string ReferenceId)
{
    /// <summary>The item was searched for; a page without records is an answer too.</summary>
    /// <param name="Records">The records of the page.</param>
    /// <param name="Total">How many match in all.</param>
    /// <param name="Page">The page that was served, after any cap.</param>
    internal sealed record Found(string ReferenceId, IReadOnlyList<RecordMatch> Records, long Total, PageRequest Page) : AnsweredItem(ReferenceId)
    {
        /// <summary>The one event that was searched; null when several were, and then the records tell when they agree.</summary>
        public VitalEvent? Event { get; init; }

        /// <summary>ISO 639-3 of the names in the records, null when that is not known.</summary>
        public string? Locale { get; init; }

        /// <summary>The identifier that was searched for, null when the item was no search by one identifier.</summary>
        public SearchedIdentifier? Searched { get; init; }
    }

    /// <summary>The item was turned down.</summary>
    /// <param name="Code">A <c>rjct.*</c> code of search items.</param>
    /// <param name="Detail">Words the sender can act on, without personal data.</param>
    internal sealed record Refused(string ReferenceId, string Code, string Detail) : AnsweredItem(ReferenceId);
}
