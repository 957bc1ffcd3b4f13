namespace EdgeProctoring.Hub.People;

/// <summary>The roles of people (PRODUCT §3.12), as they stand in the campus file and in sign-in tickets.</summary>
internal static class Roles
{
    public const string Administrator = "administrator";
    public const string It = "it";
    public const string Dean = "dean";
    public const string Compliance = "compliance";
    public const string Proctor = "proctor";
    public const string Examiner = "examiner";
    public const string ExamOffice = "exam-office";
    public const string Commission = "commission";
    public const string Student = "student";

    public static IReadOnlyList<string> All { get; } = [Administrator, It, Dean, Compliance, Proctor, Examiner, ExamOffice, Commission, Student];
}
