namespace Dci.CrvsApi.Registry.Events;

/// <summary>What became of a record, as those are told who want to hear of it.</summary>
public enum ChangeKind
{
    /// <summary>Registered for the first time.</summary>
    Registered = 1,

    /// <summary>Was registered, still is, and says something else.</summary>
    Corrected = 2,

    /// <summary>Was registered and is not any more.</summary>
    Cancelled = 3,

    /// <summary>A hospital has told of the event; nothing is registered.</summary>
    Notified = 4,

    /// <summary>Registered again after it was cancelled.</summary>
    Reinstated = 5,

    /// <summary>A certificate of it was made or handed out; what it says has not changed.</summary>
    Certified = 6,

    /// <summary>On its way before registration, or a correction was asked for: nothing that anybody is told.</summary>
    Updated = 7,
}
