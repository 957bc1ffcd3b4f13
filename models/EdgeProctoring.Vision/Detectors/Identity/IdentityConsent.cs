namespace EdgeProctoring.Vision;

/// <summary>
/// The examinee's own agreement to be compared with the enrolled photo. Nothing of this folder works without one: there is no
/// default and no switch.
/// </summary>
public sealed record IdentityConsent
{
    /// <param name="person">Who agreed: the examinee's id.</param>
    /// <param name="givenAt">When.</param>
    /// <param name="wording">Which text was agreed to: its id and version.</param>
    public IdentityConsent(string person, DateTimeOffset givenAt, string wording)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        ArgumentException.ThrowIfNullOrWhiteSpace(wording);
        (Person, GivenAt, Wording) = (person, givenAt, wording);
    }

    public string Person { get; }
    public DateTimeOffset GivenAt { get; }
    public string Wording { get; }
}
