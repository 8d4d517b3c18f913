namespace Dci.CrvsApi.Registry.Records;

/// <summary>Where a record stands in law. Only a legally registered one is ever disclosed.</summary>
public enum RegistrationStatus
{
    Notified = 1,
    Declared = 2,
    Validated = 3,
    Registered = 4,
    Certified = 5,
    Issued = 6,
    CorrectionRequested = 7,
    Rejected = 8,
    Archived = 9,
    Cancelled = 10,
}

/// <summary>What a status means for disclosure.</summary>
public static class RegistrationStatuses
{
    /// <summary>A record stays registered while a correction is open; everything before registration or after cancellation is not.</summary>
    public static bool IsLegallyRegistered(this RegistrationStatus status) =>
        status is RegistrationStatus.Registered or RegistrationStatus.Certified or RegistrationStatus.Issued or RegistrationStatus.CorrectionRequested;
}
