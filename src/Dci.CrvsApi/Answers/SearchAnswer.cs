using Dci.CrvsApi.Contract;

namespace Dci.CrvsApi.Answers;

/// <summary>The answer to a search message, before a profile gives it its form.</summary>
internal sealed record SearchAnswer
{
    public required RequestEcho Request { get; init; }

    /// <summary>A fresh id for this message; not used for a partner that wants its own back.</summary>
    public required string MessageId { get; init; }

    /// <summary>What the server calls itself to this partner.</summary>
    public required string ServerId { get; init; }

    public required string CorrelationId { get; init; }

    /// <summary>When it was answered: the instant of the message and of each item.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A JSON object for <c>header.meta</c>; empty for none.</summary>
    public ReadOnlyMemory<byte> Meta { get; init; }

    /// <summary>One for each item of the request, in its order.</summary>
    public required IReadOnlyList<AnsweredItem> Items { get; init; }

    /// <summary>What the header of a synchronous answer says: rejected only when every item is, and then the first reason.</summary>
    public ReplyState State
    {
        get
        {
            var rejected = Items.All(item => item is AnsweredItem.Refused);
            return new ReplyState
            {
                Request = Request,
                Action = "on-search",
                Status = rejected ? RequestStatus.Rejected : RequestStatus.Succeeded,
                ReasonMessage = rejected ? Items.OfType<AnsweredItem.Refused>().FirstOrDefault()?.Detail : null,
                TotalCount = Items.Count,
                CompletedCount = Items.Count,
                Records = Items.OfType<AnsweredItem.Found>().Sum(found => found.Records.Count),
            };
        }
    }
}

/// <summary>What an answer repeats of its request. The ids were checked before.</summary>
/// <param name="MessageId">As sent.</param>
/// <param name="Action">As sent, for example <c>search</c>.</param>
/// <param name="SenderId">As sent.</param>
/// <param name="ReceiverId">As sent, null when absent.</param>
/// <param name="TransactionId">As sent.</param>
internal sealed record RequestEcho(string MessageId, string Action, string SenderId, string? ReceiverId, string TransactionId);
