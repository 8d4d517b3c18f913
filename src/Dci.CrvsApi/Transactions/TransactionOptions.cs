using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Transactions;

/// <summary>How asynchronous messages are taken in and worked through: section <c>Transactions</c>.</summary>
internal sealed class TransactionOptions
{
    public const string Section = "Transactions";

    /// <summary>Most items answered in one callback; a partner may have its own number. Default 100.</summary>
    [Range(1, 10_000)]
    public int CallbackItems { get; set; } = 100;

    /// <summary>About how many bytes one callback may have, never less than one item; a partner may have its own number. Default 1 MiB.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int CallbackBytes { get; set; } = 1024 * 1024;

    /// <summary>Short messages that are worked on at the same time; they mostly wait for a shared commit. Default 32.</summary>
    [Range(1, 1024)]
    public int ShortAtOnce { get; set; } = 32;

    /// <summary>Messages of more than one callback of which a piece is worked on at the same time; eight times as many take turns, so many of one partner. Default 2.</summary>
    [Range(1, 64)]
    public int LongAtOnce { get; set; } = 2;

    /// <summary>Messages that wait in memory for their turn; others wait in the store. Default 4,096.</summary>
    [Range(1, 1_000_000)]
    public int QueueMessages { get; set; } = 4096;

    /// <summary>Bytes that they may take up. Default 32 MiB.</summary>
    [Range(1024, int.MaxValue)]
    public int QueueBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>How long a stopping server waits for work in hand; what is left is done after the next start. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>Checks <see cref="TransactionOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class TransactionOptionsValidator : IValidateOptions<TransactionOptions>;
