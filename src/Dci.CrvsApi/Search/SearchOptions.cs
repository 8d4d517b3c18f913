using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Search;

/// <summary>Settings of the search, section <c>Search</c>.</summary>
internal sealed class SearchOptions
{
    /// <summary>Records on a page when the sender does not say. Default 50.</summary>
    [Range(1, 1000)]
    public int DefaultPageSize { get; set; } = 50;

    /// <summary>Most records on a page; a partner may have less. Default 1,000.</summary>
    [Range(1, 10_000)]
    public int MaxPageSize { get; set; } = 1000;

    /// <summary>Most items in one synchronous message. Default 100.</summary>
    [Range(1, 10_000)]
    public int MaxItems { get; set; } = 100;

    /// <summary>Largest synchronous message in bytes. Default 1 MiB.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Most records in one answer: a batch of many items gets smaller pages. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxRecords { get; set; } = 10_000;

    /// <summary>Seconds that the items of one message may be searched for; those that are not found by then are refused. Default 30.</summary>
    [Range(1, 3600)]
    public int TimeLimitSeconds { get; set; } = 30;

    /// <summary>Items of one message that are searched at the same time. Default 4.</summary>
    [Range(1, 64)]
    public int Parallelism { get; set; } = 4;

    /// <summary>ISO 639-3 code of the register's default names. Default <c>eng</c>.</summary>
    [Required, RegularExpression("^[a-z]{3}$")]
    public string Locale { get; set; } = "eng";
}

/// <summary>Checks <see cref="SearchOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class SearchOptionsValidator : IValidateOptions<SearchOptions>;
