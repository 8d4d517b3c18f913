namespace Dci.CrvsApi.Registry.Demonstration;

/// <summary>One number of each kind that a search of the demonstration register finds; null when it has no such record.</summary>
/// <param name="BirthNumber">BRN of a registered birth.</param>
/// <param name="DeathNumber">DRN of a registered death whose deceased was born in the register.</param>
/// <param name="MarriageNumber">MRN of a registered marriage.</param>
/// <param name="NationalId">UIN of the living child of that birth.</param>
public sealed record ExampleIdentifiers(string? BirthNumber, string? DeathNumber, string? MarriageNumber, string? NationalId);
