namespace EdgeProctoring.EdgeAgent;

/// <summary>How far a claim has come.</summary>
internal enum ClaimStep
{
    HubSilent,
    CodeUnknown,
    Approval,
}

/// <summary>The claim page's words in one language.</summary>
internal sealed record ClaimWords(string Language, string Title, string Code, string Fingerprint, string HubSilent, string CodeUnknown, string Approval)
{
    public static IReadOnlyList<ClaimWords> All { get; } =
    [
        new("kk", "Бұл құрылғы әлі ешбір кампусқа қосылмаған", "Кодты хабтың «Құрылғылар» бетінде енгізіңіз", "Саусақ ізі: бекітер алдында хабтағымен салыстырыңыз",
            "Хаб жауап бермейді. Желіні тексеріңіз.", "Хаб бұл кодты әлі білмейді.", "Хаб құрылғыны таныды. Бекітуді күтуде."),
        new("ru", "Это устройство ещё не принадлежит ни одному кампусу", "Введите код на странице «Узлы» хаба", "Отпечаток: сравните с показанным на хабе перед подтверждением",
            "Хаб не отвечает. Проверьте сеть.", "Хаб ещё не знает этот код.", "Хаб узнал устройство. Ожидается подтверждение."),
        new("en", "This unit belongs to no campus yet", "Enter this code on the hub's page of nodes", "Fingerprint: compare it with the hub's before approving",
            "The hub does not answer. Check the network.", "The hub does not know this code yet.", "The hub knows this unit. Waiting for approval."),
    ];

    /// <summary>The wanted language, else the first of the browser's that is there, else Kazakh.</summary>
    public static ClaimWords Choose(string? wanted, string? accepted)
    {
        var names = new[] { wanted ?? "" }.Concat((accepted ?? "").Split(',').Select(part => part.Split(';')[0].Trim()));
        return names.Select(name => All.FirstOrDefault(words => name.StartsWith(words.Language, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(words => words is not null) ?? All[0];
    }

    public string Of(ClaimStep step) => step switch
    {
        ClaimStep.HubSilent => HubSilent,
        ClaimStep.CodeUnknown => CodeUnknown,
        _ => Approval,
    };
}
