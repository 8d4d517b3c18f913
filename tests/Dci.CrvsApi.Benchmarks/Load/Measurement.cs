using System.Diagnostics;

namespace Dci.CrvsApi.Benchmarks.Load;

/// <summary>One line of the table: a scenario at one concurrency in one round.</summary>
internal sealed record Measurement
{
    public required string Scenario { get; init; }

    public required int Connections { get; init; }

    /// <summary>Good replies.</summary>
    public required int Requests { get; init; }

    public required double PerSecond { get; init; }

    public required double P50 { get; init; }

    public required double P95 { get; init; }

    public required double P99 { get; init; }

    /// <summary>CPU of the measured process for each request, milliseconds.</summary>
    public required double ServerCpu { get; init; }

    /// <summary>CPU of this client for each request, milliseconds.</summary>
    public required double ClientCpu { get; init; }

    /// <summary>The part of the machine that neither used, 0 to 1: what others took.</summary>
    public required double Others { get; init; }

    public required long PeakRss { get; init; }

    public required long RssAnon { get; init; }

    /// <summary>Bytes of a typical reply.</summary>
    public required int ReplySize { get; init; }

    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>The value below which the given part of the sorted ticks lies, in milliseconds.</summary>
    public static double Percentile(long[] sorted, double part) =>
        sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, part * sorted.Length)] * 1000.0 / Stopwatch.Frequency;
}
