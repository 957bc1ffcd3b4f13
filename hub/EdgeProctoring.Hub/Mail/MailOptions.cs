using System.ComponentModel.DataAnnotations;

namespace EdgeProctoring.Hub.Mail;

/// <summary>The campus's mail server. Without Mail:Host nothing is mailed.</summary>
internal sealed class MailOptions : IValidatableObject
{
    public const string Section = "Mail";

    public string? Host { get; init; }

    [Range(1, 65_535, ErrorMessage = "Mail:Port must be 1 to 65535.")]
    public int Port { get; init; } = 587;

    /// <summary>False only for a server on the same machine; default true: STARTTLS or nothing.</summary>
    public bool Encrypted { get; init; } = true;

    public string? User { get; init; }
    public string? Password { get; init; }

    /// <summary>Address that letters come from.</summary>
    public string From { get; init; } = "edgeproctoring@localhost";

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (!System.Net.Mail.MailAddress.TryCreate(From, out _))
        {
            yield return new ValidationResult($"Mail:From is '{From}'; allowed: a mail address such as exams@university.kz.");
        }
        if (User is null != Password is null)
        {
            yield return new ValidationResult("Mail:User and Mail:Password belong together: give both or neither.");
        }
    }
}
