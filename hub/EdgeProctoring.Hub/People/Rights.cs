using Microsoft.AspNetCore.Authorization;

namespace EdgeProctoring.Hub.People;

/// <summary>What may be done, by name, and which roles may do it. An endpoint names one of these; one that names none is closed.</summary>
internal static class Rights
{
    public const string SeeWall = "see-wall";
    public const string SeeEvidence = "see-evidence";
    public const string SeeIncidents = "see-incidents";
    public const string Decide = "decide";
    public const string SeeCompleteness = "see-completeness";
    public const string Seal = "seal";
    public const string ImportRoster = "import-roster";
    public const string SeeExams = "see-exams";
    public const string PlanExams = "plan-exams";
    public const string PlanRooms = "plan-rooms";
    public const string PlanRules = "plan-rules";
    public const string NameAids = "name-aids";
    public const string Attend = "attend";
    public const string Schedule = "schedule";
    public const string Sign = "sign";
    public const string TakeExam = "take-exam";
    public const string SeeRemote = "see-remote";
    public const string GuideRemote = "guide-remote";
    public const string SeeNodes = "see-nodes";
    public const string RunNodes = "run-nodes";
    public const string RevokeNodes = "revoke-nodes";
    public const string SeeLive = "see-live";
    public const string Hold = "hold";
    public const string DeleteRecordings = "delete-recordings";
    public const string SeeMetrics = "see-metrics";
    public const string ManageWebhooks = "manage-webhooks";
    public const string ManagePeople = "manage-people";
    public const string SpotCheck = "spot-check";
    public const string Rejudge = "rejudge";
    public const string SeeAudit = "see-audit";
    public const string SignedIn = "signed-in";
    public const string Node = "node";

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> OfRoles { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [SeeWall] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.Proctor],
        [SeeEvidence] = [Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Commission],
        [SeeIncidents] = [Roles.Administrator, Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Commission, Roles.ExamOffice],
        [Decide] = [Roles.Proctor],
        [SeeCompleteness] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.ExamOffice],
        // Whoever watches over completeness seals; those who run the equipment or judge do not.
        [Seal] = [Roles.Compliance],
        [ImportRoster] = [Roles.ExamOffice],
        [SeeExams] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Examiner, Roles.ExamOffice, Roles.Commission],
        [PlanExams] = [Roles.ExamOffice],
        [PlanRooms] = [Roles.It, Roles.ExamOffice],
        [PlanRules] = [Roles.Administrator, Roles.ExamOffice],
        [NameAids] = [Roles.Examiner, Roles.ExamOffice],
        // What is done to one sitting or one room, by whoever watches it.
        [Attend] = [Roles.Proctor],
        // What is done to a whole exam.
        [Schedule] = [Roles.Dean, Roles.ExamOffice],
        [Sign] = [Roles.Dean, Roles.Commission],
        [TakeExam] = [Roles.Student],
        [SeeRemote] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Examiner, Roles.ExamOffice],
        [GuideRemote] = [Roles.Proctor],
        [SeeNodes] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance],
        [RunNodes] = [Roles.It],
        [RevokeNodes] = [Roles.Administrator, Roles.It],
        [SeeLive] = [Roles.It, Roles.Dean, Roles.Compliance, Roles.Proctor],
        [Hold] = [Roles.Dean, Roles.Compliance, Roles.Commission],
        [DeleteRecordings] = [Roles.Compliance],
        [SeeMetrics] = [Roles.Administrator, Roles.It],
        [ManageWebhooks] = [Roles.Administrator],
        [ManagePeople] = [Roles.Administrator],
        [SpotCheck] = [Roles.Dean, Roles.Compliance],
        // Whoever did not watch the exam looks at decisions again.
        [Rejudge] = [Roles.Compliance, Roles.Commission],
        [SeeAudit] = [Roles.Administrator, Roles.Compliance],
        [SignedIn] = Roles.All,
    };

    public static void Add(AuthorizationOptions options)
    {
        foreach (var (right, roles) in OfRoles)
        {
            options.AddPolicy(right, policy => policy.AddAuthenticationSchemes(Schemes.Person).RequireAuthenticatedUser().RequireRole(roles));
        }
        options.AddPolicy(Node, policy => policy.AddAuthenticationSchemes(Schemes.Node).RequireClaim(NodeCertificates.NodeClaim));
        // Whoever forgets to name a right opens nothing.
        options.FallbackPolicy = new AuthorizationPolicyBuilder(Schemes.Person).RequireAuthenticatedUser().RequireAssertion(_ => false).Build();
    }
}

/// <summary>How somebody proves who they are.</summary>
internal static class Schemes
{
    public const string Person = "person";
    public const string Node = "node";
}
