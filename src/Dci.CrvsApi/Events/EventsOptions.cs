using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Dci.CrvsApi.Events;

/// <summary>Settings of events that are posted, section <c>Events</c>.</summary>
internal sealed class EventsOptions
{
    /// <summary>Largest bundle in bytes. Default 1 MiB.</summary>
    [Range(1024, 32 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 1024 * 1024;
}

/// <summary>Checks <see cref="EventsOptions"/> at start.</summary>
[OptionsValidator]
internal sealed partial class EventsOptionsValidator : IValidateOptions<EventsOptions>;
