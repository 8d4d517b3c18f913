using System.Text.Json;
using Dci.CrvsApi.Contract;
using Dci.CrvsApi.Messaging;

namespace Dci.CrvsApi.Search;

/// <summary>A search message with its items bound one by one, so that a bad one does not spoil the others.</summary>
/// <param name="TransactionId">As sent; at most 99 characters.</param>
/// <param name="Items">In the order they were sent; never empty.</param>
internal sealed record SearchMessage(string TransactionId, IReadOnlyList<SearchItem> Items);

/// <summary>One item: either its criteria, or why it is not well-formed.</summary>
internal sealed record SearchItem
{
    /// <summary>As sent, or its place in the list (<c>#3</c>) when it has none.</summary>
    public required string ReferenceId { get; init; }

    /// <summary>Null exactly when <see cref="Malformed"/> is set.</summary>
    public SearchCriteria? Criteria { get; init; }

    /// <summary>ISO 639-3, null when not asked.</summary>
    public string? Locale { get; init; }

    /// <summary>Consent of the item or of its criteria, null when neither has one.</summary>
    public JsonElement? Consent { get; init; }

    /// <summary>Authorisation of the item or of its criteria, null when neither has one.</summary>
    public JsonElement? Authorize { get; init; }

    public Rejection? Malformed { get; init; }
}
