using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Files;

/// <summary>Settings of long messages and files, section <c>Files</c>.</summary>
internal sealed class FilesOptions
{
    /// <summary>Largest asynchronous message in bytes, as a body or as a file. Default 64 MiB.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Largest CSV file in bytes. Default 1 GiB.</summary>
    [Range(1024, 2000 * 1024 * 1024)]
    public int MaxTableBytes { get; set; } = 1024 * 1024 * 1024;

    /// <summary>Most rows of a CSV file, its header row not counted. Default 10,000,000.</summary>
    [Range(1, 50_000_000)]
    public int MaxRows { get; set; } = 10_000_000;

    /// <summary>Bytes up to which a message is kept in memory; a longer one is written to the spool folder while it is received. Default 1 MiB.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MemoryBytes { get; set; } = 1024 * 1024;

    /// <summary>Most long messages that are received at the same time; further ones are told to come again. Default 8.</summary>
    [Range(1, 1000)]
    public int MaxSpooled { get; set; } = 8;

    /// <summary>How many of them may be one partner's, so that a slow one leaves room for others. Default 3.</summary>
    [Range(1, 1000)]
    public int MaxSpooledPerPartner { get; set; } = 3;

    /// <summary>Bytes that long messages leave free on the disk of the data folder, for short ones and what becomes of all of them. Default 1 GiB.</summary>
    [Range(0, long.MaxValue)]
    public long LeaveFreeBytes { get; set; } = 1024 * 1024 * 1024;

    /// <summary>Seconds that a message may take to arrive, and then each further <see cref="MemoryBytes"/> of a long one. Default 30.</summary>
    [Range(1, 3600)]
    public int PatienceSeconds { get; set; } = 30;

    /// <summary>Seconds that a long message waits for its turn: one at a time is looked through. Default 10.</summary>
    [Range(0, 300)]
    public int TurnSeconds { get; set; } = 10;
}

/// <summary>Checks <see cref="FilesOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class FilesOptionsValidator : IValidateOptions<FilesOptions>;
