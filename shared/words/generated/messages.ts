// Made by scripts/compile-words.mjs from the .arb files beside this folder. Changes belong there.

/** Every message; one that takes values is a function of them. */
export interface Messages {
  alarm: {
    title: (sign: string, since: string) => string;
    yesterday: string;
    held: string;
    notHeld: string;
    later: string;
    wasMe: string;
    notMe: string;
    heldThen: string;
    inHistory: string;
    inHistoryBefore: string;
    wasMeDialog: {
      title: string;
      means: string;
      notSure: string;
      button: string;
      there: string;
      after: string;
      copy: string;
      copied: string;
    };
    notMeDialog: {
      title: string;
      calm: string;
      stays: string;
      mounted: string;
      excludes: string;
      offline: string;
      wait: string;
      back: string;
      goBack: string;
      goExcludes: string;
    };
    sign: {
      "root-empty": (count: number, name: string) => string;
      "mostly-gone": (share: string, name: string) => string;
      "half-gone": (share: string, name: string) => string;
      touched: (share: string) => string;
      "extension-gone": (count: number, of: number, name: string) => string;
      renamed: (count: number, name: string, named: boolean) => string;
      "same-new-file": (count: number, name: string) => string;
      encrypted: (count: number, of: number) => string;
      "not-compared": string;
    };
  };
  check: {
    title: string;
    run: string;
    again: string;
    cancel: string;
    running: string;
    now: string;
    ready: string;
    notReady: string;
    steps: {
      programs: string;
      settings: string;
      "exclude-list": string;
      "odd-rules": string;
      "login-shell": string;
      "other-servers": string;
      destination: string;
      "call-key": string;
      "same-disk": string;
      "nested-roots": string;
      door: string;
      "host-answers": string;
      "host-gets-in": string;
      guard: string;
      "host-reports": string;
    };
    stages: {
      ok: string;
      note: string;
      failed: string;
      now: string;
      "to-come": string;
    };
    findings: {
      way: (roots: string, host: string) => string;
      rules: (count: number) => string;
      port: (port: string) => string;
      rsync: (version: string) => string;
      peer: (peer: string) => string;
      lockedKey: (path: string) => string;
      nestedRoots: string;
      sameDisk: string;
      oddRules: (first: number, more: number) => string;
      destination: (name: string, port: string, addresses: string, known: boolean) => string;
      otherServers: (port: string, command: string) => string;
    };
    cancelled: {
      sentence: string;
      nextStep: string;
    };
    noShell: {
      sentence: (shell: string) => string;
      nextStep: string;
    };
  };
  dialogs: {
    quit: {
      running: string;
      lost: string;
      wait: string;
      cancel: string;
      restoring: string;
      restoreLost: string;
      cancelRestore: string;
      stay: string;
    };
    menu: {
      zoomIn: string;
      zoomOut: string;
      resetZoom: string;
      togglefullscreen: string;
      close: string;
      quit: string;
    };
  };
  excludes: {
    title: string;
    asking: string;
    openElsewhere: string;
    sizesFollow: string;
    noSizes: string;
    noRoots: string;
    discard: string;
    unsaved: string;
    line: (line: number) => string;
    happened: {
      merged: string;
      saved: string;
      restored: string;
    };
    files: (count: number) => string;
    leavesOut: (bytes: string, count: number) => string;
    keeps: (bytes: string, count: number) => string;
    alone: (bytes: string, include: boolean) => string;
    short: {
      refused: string;
      discarded: string;
      "nul-byte": string;
      "byte-order-mark": string;
      "windows-line-ends": string;
      "trailing-blank": string;
      "leading-blank": string;
      clears: string;
      "never-matches": string;
      unreachable: (line: number) => string;
      "outside-roots": string;
      "is-root": string;
      "above-root": string;
      "matches-nothing": string;
      "decides-nothing": string;
      "option-word": string;
      quotes: string;
      "trailing-comment": string;
      negation: string;
      "sign-without-blank": string;
      url: string;
      "other-style": string;
      "regular-expression": string;
      "several-rules": string;
      "windows-path": string;
      tilde: string;
      variable: string;
      braces: string;
      "shell-escape": string;
      "dot-part": string;
      "double-slash": string;
    };
    test: {
      label: string;
      goTo: (line: number) => string;
      leftOut: (path: string, line: number) => string;
      leftOutWith: (path: string, at: string, line: number) => string;
      keptBy: (path: string, line: number) => string;
      noRule: (path: string) => string;
      inNoRoot: (path: string) => string;
      notThere: string;
      assumed: string;
    };
    presets: {
      title: string;
      asking: string;
      wouldSave: (size: string) => string;
      some: (there: number, all: number) => string;
      why: {
        caches: string;
        packages: string;
        "node-modules": string;
        "build-outputs": string;
        "virtual-machines": string;
        trash: string;
        steam: string;
        downloads: string;
        media: string;
        marked: string;
      };
    };
    save: {
      open: string;
      title: string;
      button: string;
      lines: (added: number, removed: number) => string;
      sum: (before: string, after: string) => string;
      sameSum: (bytes: string) => string;
      emptied: string;
      allTheSame: string;
      refused: string;
    };
    diff: {
      name: string;
      added: string;
      removed: string;
      skipped: (count: number) => string;
    };
    conflict: {
      title: string;
      meaning: string;
      keepMine: string;
      takeTheirs: string;
      seeBoth: string;
      bothTitle: string;
      bothMeaning: string;
    };
    editor: {
      name: string;
      phrases: {
        Find: string;
        Replace: string;
        next: string;
        previous: string;
        all: string;
        "match case": string;
        regexp: string;
        "by word": string;
        replace: string;
        "replace all": string;
        close: string;
        "current match": string;
        "on line": string;
        "Go to line": string;
        go: string;
        "Selection deleted": string;
        "replaced match on line $": string;
        "replaced $ matches": string;
        "Control character": string;
      };
    };
    instead: (first: string, more: number) => string;
  };
  files: {
    title: string;
    asking: string;
    lookAgain: string;
    setUp: string;
    none: {
      title: string;
      meaning: string;
    };
    readFrom: (store: string) => string;
    openUntil: (store: string, time: string) => string;
    onlyOne: (day: string) => string;
    close: string;
    next: {
      "restore-no-snapshot": string;
      "restore-no-path": string;
      "restore-unanswered": string;
      "restore-no-place": string;
      "restore-fetch-failed": string;
      "restore-not-proven": string;
      "restore-none": string;
      "restore-busy": string;
    };
    locked: {
      lead: (host: string) => string;
      onHost: (host: string) => string;
      otherwise: string;
      copy: (index: number) => string;
      code: string;
      open: string;
      opening: (host: string) => string;
      allows: string;
    };
    days: string;
    snapshot: {
      latest: string;
      looksWrong: string;
      gaps: (count: number) => string;
      changed: (name: string) => string;
      pinned: (label: string, named: boolean) => string;
    };
    at: (day: string, time: string) => string;
    way: string;
    top: string;
    sortBy: string;
    orders: {
      name: string;
      now: string;
      size: string;
      time: string;
    };
    ascending: string;
    descending: string;
    entries: string;
    kinds: {
      file: string;
      directory: string;
      link: string;
      device: string;
      special: string;
    };
    now: {
      same: string;
      changed: string;
      gone: string;
    };
    leadsTo: (target: string) => string;
    pickName: string;
    reading: string;
    empty: string;
    shown: (folder: string, day: string, count: number) => string;
    notThen: (folder: string) => string;
    showLast: (day: string) => string;
    goUp: string;
    tooManyToPick: (most: number) => string;
    search: string;
    onlyGone: string;
    leaveSearch: string;
    searching: string;
    found: (count: number, more: boolean) => string;
    foundNothing: string;
    foundNothingGone: string;
    results: string;
    lastOn: (day: string) => string;
    openFolder: string;
    versions: string;
    versionsOf: (name: string) => string;
    chooseForVersions: string;
    versionsAsking: string;
    today: string;
    notThere: string;
    inBackups: (count: number, day: string) => string;
    isNow: string;
    look: string;
    lookAt: (name: string, when: string) => string;
    showThen: (time: string, day: string) => string;
    lookAsking: string;
    lookTitle: (name: string, day: string) => string;
    openCopy: string;
    copyOpened: string;
    cut: string;
    lookNothing: {
      "other-kind": string;
      "too-large": string;
      "no-file": string;
    };
    choose: string;
    onlyLeads: string;
    chosen: (count: number) => string;
    chooseNone: string;
    counting: string;
    otherWays: string;
    ways: {
      beside: string;
      swap: string;
      "only-missing": string;
      folder: string;
    };
    nothingReplaced: string;
    put: {
      nothing: string;
      back: (what: string, day: string, place: string) => string;
      beside: (what: string, day: string, place: string, taken: number) => string;
      swap: (what: string, day: string, place: string, taken: number) => string;
      missingFiles: (files: number, bytes: string, day: string, place: string) => string;
      missingOf: (what: string, day: string, place: string) => string;
      folder: (what: string, day: string, folder: string) => string;
    };
    comesAs: (name: string) => string;
    someTaken: (taken: number, name: string) => string;
    swapKeeps: (taken: number) => string;
    left: (count: number) => string;
    cannot: (count: number) => string;
    because: (name: string, why: string) => string;
    doing: {
      restore: (day: string) => string;
      resume: string;
      undo: string;
    };
    phases: {
      looking: string;
      fetching: string;
      proving: string;
      placing: string;
    };
    progress: string;
    bytesOf: (done: string, all: string) => string;
    filesOf: (done: number, all: number) => string;
    cancel: string;
    cancelling: string;
    result: {
      completed: (count: number) => string;
      nothing: string;
      partial: string;
      failed: string;
      cancelled: string;
      undone: string;
    };
    resultFrom: (day: string, age: string) => string;
    cancelledMeans: string;
    undoneMeans: string;
    placed: string;
    aside: (name: string) => string;
    andMore: (count: number) => string;
    refused: (count: number) => string;
    rotten: (count: number) => string;
    notInFull: (count: number) => string;
    show: string;
    undo: string;
    undoUndone: {
      removed: (count: number) => string;
      returned: (count: number) => string;
    };
    undoKept: (count: number) => string;
    undoRefused: (count: number) => string;
    done: string;
    unfinished: {
      title: string;
      meaning: (day: string, begun: string) => string;
      go: string;
    };
    history: {
      title: string;
      from: (day: string) => string;
    };
    what: {
      several: (files: number, bytes: string) => string;
      folder: (name: string, files: number, bytes: string) => string;
      one: (name: string, bytes: string) => string;
    };
    within: {
      one: (folder: string) => string;
      several: string;
    };
    into: {
      one: (folder: string) => string;
      several: string;
    };
  };
  formats: {
    name: string;
    locale: string;
    justNow: string;
    unknownTime: string;
    bytes: (count: number) => string;
    today: string;
    tomorrow: string;
    ago: {
      minute: (count: number) => string;
      hour: (count: number) => string;
      day: (count: number) => string;
    };
    group: string;
    decimal: string;
  };
  gaps: {
    files: (count: number) => string;
    folders: (count: number) => string;
    mixed: (count: number) => string;
    around: (folder: string) => string;
    allLeftOut: string;
    leftOutBy: (line: number, rule: string) => string;
    andMore: (count: number) => string;
    undone: string;
    added: (count: number, rule: string) => string;
    undo: (count: number, rule: string) => string;
    refused: {
      "not-expressible": (path: string) => string;
      "not-characters": (path: string) => string;
      "is-root": (path: string) => string;
      "in-no-root": (path: string) => string;
    };
  };
  headline: {
    notSetUp: string;
    settingsUnusable: string;
    restoring: string;
    noGoodYet: string;
    noGoodFor: (days: number) => string;
    failed: (age: string) => string;
    noneGoodYet: string;
    lastGoodShort: (age: string) => string;
    looksWrong: string;
    noneYet: string;
    lastGood: (age: string) => string;
    sizeAndTime: (size: string, duration: string) => string;
    backingUp: string;
    checking: string;
    gettingReady: string;
    waiting: string;
    reading: string;
    readingHere: string;
    closing: string;
    partOf: (percent: string, root: string) => string;
    theHost: string;
    canRead: (peer: string) => string;
    waitsFor: (because: string, until: string) => string;
    timeLeftLess: string;
    timeLeftMinutes: (minutes: number) => string;
    timeLeftHours: (hours: number) => string;
    unreadable: (count: number, known: boolean) => string;
  };
  history: {
    title: string;
    asking: string;
    empty: string;
    nothingShown: string;
    show: string;
    filters: {
      all: string;
      good: string;
      trouble: string;
      skipped: string;
    };
    runs: (count: number) => string;
    newestOnly: (count: number) => string;
    list: string;
    results: {
      completed: string;
      partial: string;
      failed: string;
      cancelled: string;
      skipped: string;
    };
    changedFiles: (count: number) => string;
    choose: string;
    details: string;
    tryAgainBy: (until: string) => string;
    noFigures: string;
    emptySnapshot: string;
    facts: {
      started: string;
      took: string;
      host: string;
      folders: string;
      snapshot: string;
      base: string;
      first: string;
      sent: string;
      whole: string;
      vanished: string;
      compared: string;
      healed: string;
    };
    sizeOf: (bytes: string, files: number) => string;
    vanished: (count: number) => string;
    turnedAway: (addresses: string) => string;
    refusedCommands: (count: number, reasons: string) => string;
    unreadable: (count: number) => string;
    unreadableFirst: (shown: number) => string;
    inFolder: (count: number) => string;
    exportAll: string;
    filesBack: {
      title: string;
      find: string;
      here: string;
      copy: string;
      cancel: string;
      copying: string;
      copied: (place: string) => string;
      incomplete: string;
    };
    own: {
      label: string;
      pin: string;
      pinMeans: string;
      unpin: string;
      delete: string;
      deleteTitle: string;
      deleteMeans: string;
      deleteIt: string;
      deleted: string;
      pinned: (label: string, named: boolean) => string;
    };
    exportRun: string;
    exported: (runs: number, file: string) => string;
    log: string;
    logAsking: string;
    logEmpty: string;
    logSearch: string;
    logNone: string;
    openLogFolder: string;
    cancelReasons: {
      "cancelled-by-you": string;
      quit: string;
      shutdown: string;
      sleep: string;
      killed: string;
      interrupted: string;
      signal: (signal: string) => string;
    };
    cancelledBecause: (reason: string) => string;
    logLines: (shown: number, all: number, whole: boolean) => string;
  };
  home: {
    lastGood: string;
    noneYet: string;
    noneHereYet: (age: string, host: string) => string;
    notSetUp: string;
    settingsUnusable: string;
    meaning: {
      good: string;
      due: string;
      overdue: string;
      gaps: string;
      doubtful: string;
      paused: string;
      failed: string;
      alarm: string;
      never: string;
    };
    to: (host: string) => string;
    changed: (bytes: string) => string;
    took: (duration: string) => string;
    noDetails: string;
    backUpNow: string;
    cancel: string;
    next: string;
    nextPaused: (when: string) => string;
    nextBecause: (because: string) => string;
    nextByHand: string;
    nextDue: string;
    nextAt: (day: string, time: string) => string;
    setSchedule: string;
    pause: string;
    pauseHour: string;
    pauseTomorrow: string;
    goOn: string;
    proof: string;
    doubtful: string;
    badFilesMean: string;
    differentFilesMean: string;
    kept: string;
    keptSize: (bytes: string, files: number) => string;
    keptUnknown: string;
    whatTakesIt: string;
    what: string;
    whatIsLeftOut: string;
    getFilesBack: string;
    lastRuns: (count: number) => string;
    noRuns: string;
    barsMean: string;
    askingRuns: string;
    allRuns: string;
    noTray: string;
  };
  notices: {
    actions: {
      show: string;
      "try-again": string;
    };
    failed: string;
    notThisTime: string;
    noGoodYet: string;
    lastGood: (age: string) => string;
    alarm: {
      notHeld: string;
      held: string;
      answer: string;
    };
    gaps: string;
    someUnreadable: string;
    unreadable: (count: number) => string;
    fetchedAgain: string;
    lastFailed: (sentence: string) => string;
    lastSkipped: (because: string) => string;
    noneTried: string;
    restored: {
      title: string;
      partial: string;
      failed: string;
      others: (count: number) => string;
      nothingMissing: string;
      refused: (count: number) => string;
      look: string;
    };
  };
  run: {
    backingUpTo: (host: string) => string;
    checkingHost: (host: string) => string;
    making: string;
    waiting: string;
    reading: string;
    readingHere: string;
    closing: string;
    startedAt: (time: string, ago: string) => string;
    soFar: (bytes: string) => string;
    files: (count: number) => string;
    rate: (bytes: string) => string;
    ofRoot: (root: string) => string;
    timeLeftUnknown: string;
    tookLastTime: (duration: string) => string;
    progress: string;
    stepsDone: {
      asked: string;
      "let-in": string;
      reading: string;
      closing: string;
    };
    steps: {
      asked: string;
      "let-in": string;
      reading: string;
      closing: string;
    };
    stepsNow: {
      asked: string;
      "let-in": string;
      reading: string;
      closing: string;
    };
    stepsLabel: string;
    stepDone: string;
    stepNow: string;
    stepToCome: string;
    doorClosed: string;
    doorOpen: string;
    lockedOut: string;
    readsHere: string;
    doneHere: string;
    elsewhere: (pid: number) => string;
    cancelling: string;
    failedAt: (time: string) => string;
    partialAt: (time: string) => string;
    gapsNext: string;
    seeThem: string;
    tryAgain: string;
    openLog: string;
    useStoreAsWell: string;
    useStoreInstead: string;
    goTo: {
      settings: string;
      excludes: string;
    };
    openExcludes: string;
    openSettings: string;
    nothingUntilUsable: string;
    earlierKept: string;
    canRead: (peer: string, since: string, hasPeer: boolean, hasSince: boolean) => string;
    gapsMean: (count: number, known: boolean) => string;
  };
  settings: {
    title: string;
    index: string;
    asking: string;
    missing: {
      title: string;
      explain: string;
      setUp: string;
    };
    save: string;
    discard: string;
    outdated: string;
    schedule: {
      title: string;
      explain: string;
      off: string;
      hours: string;
      daily: string;
      weekly: string;
      every: string;
      at: string;
      on: string;
      weekdays: {
        monday: string;
        tuesday: string;
        wednesday: string;
        thursday: string;
        friday: string;
        saturday: string;
        sunday: string;
      };
      wrongHours: string;
      wrongTime: string;
      setUpAgain: string;
      startedBy: {
        systemd: string;
        cron: string;
      };
      nothingStarts: string;
      starterProblem: {
        "not-running": string;
        "no-cron": string;
        changed: string;
        "launcher-gone": (launcher: string) => string;
      };
    };
    pause: {
      title: string;
      none: string;
      until: (when: string) => string;
    };
    start: {
      title: string;
      autostart: string;
      explain: string;
    };
    look: {
      title: string;
      theme: string;
      themes: {
        system: string;
        light: string;
        dark: string;
      };
      language: string;
      languageOfSystem: string;
    };
    files: {
      title: string;
      explain: string;
      settings: string;
      excludes: string;
      logs: string;
    };
    about: {
      title: string;
      version: (version: string) => string;
      what: string;
      notices: string;
    };
    where: {
      title: string;
      ssh: string;
      local: string;
      host: string;
      hostHint: string;
      wrongHost: string;
      reach: string;
      direct: string;
      directExplain: string;
      tunnel: string;
      tunnelExplain: string;
      advanced: string;
      port: string;
      callbackAddress: string;
      callbackPort: string;
      allowFrom: string;
      hints: {
        port: string;
        callbackAddress: string;
        callbackPort: string;
        allowFrom: string;
      };
      wrongPort: string;
      wrongAddress: string;
      wrongAllowFrom: string;
      otherArguments: string;
      otherArgumentsExplain: string;
      noFolder: string;
      chooseFolder: string;
    };
    keep: {
      label: string;
      options: {
        thinned: string;
        all: string;
        own: string;
      };
      explain: {
        thinned: string;
        all: string;
      };
      preview: (goes: number, all: number) => string;
      byHost: string;
    };
    what: {
      title: string;
      explain: string;
      remove: string;
      removeOne: (path: string) => string;
      add: string;
      noneLeft: string;
    };
    conditions: {
      title: string;
      explain: string;
      leastBattery: string;
      leastBatteryHint: string;
      wrongPercent: string;
      powerSaver: string;
      metered: string;
      networks: string;
      anyNetwork: string;
      namedNetworks: string;
      names: string;
      namesHint: string;
      wrongNames: string;
      addCurrent: (name: string) => string;
    };
    speed: {
      title: string;
      explain: string;
      none: string;
      some: string;
      most: string;
      anHour: (size: string) => string;
      wrong: string;
    };
    telling: {
      title: string;
      notifications: string;
      explain: string;
      overdue: string;
      days: string;
      wrongDays: string;
      monitor: string;
      monitorHint: string;
      wrongMonitor: string;
    };
    commands: {
      title: string;
      explain: string;
      before: string;
      after: string;
      none: string;
      limit: (time: string) => string;
      open: string;
    };
  };
  setup: {
    title: string;
    stepsLabel: string;
    steps: {
      where: string;
      what: string;
      "leave-out": string;
      when: string;
    };
    looking: string;
    next: string;
    back: string;
    tryAgain: string;
    copy: string;
    copied: string;
    where: {
      title: string;
      why: string;
      disk: (name: string) => string;
      free: (free: string, total: string) => string;
      freeOnly: (free: string) => string;
      problems: {
        "file-system": (fileSystem: string, path: string) => string;
        "read-only": (fileSystem: string, path: string) => string;
        "not-writable": (fileSystem: string, path: string) => string;
      };
      diskGone: string;
      sshHost: string;
      typed: string;
      typedExplain: string;
      address: string;
      example: string;
      wrongAddress: string;
      folder: string;
      hasBackups: string;
      folderExplain: string;
      choose: string;
      chooseAnother: string;
      chooseFirst: string;
      sameDisk: string;
    };
    host: {
      title: string;
      why: string;
      isItRight: string;
      asking: (name: string) => string;
      askAgain: string;
      known: (name: string) => string;
      answered: (name: string) => string;
      compare: string;
      copyCompare: string;
      itIs: string;
      itIsNot: string;
      changedTitle: (name: string) => string;
      changed: string;
      knownBy: string;
      forget: string;
      copyForget: string;
      letItKnow: string;
      letItKnowWhy: string;
      makingKey: string;
      install: string;
      copyInstall: string;
      byHand: string;
      keyLine: string;
      copyKeyLine: string;
      details: string;
      store: string;
      wrongStore: string;
      machine: string;
      wrongMachine: string;
      reach: string;
      reaches: {
        tunnel: {
          name: string;
          explain: string;
        };
        direct: {
          name: string;
          explain: string;
        };
      };
      tryIt: string;
      tryItWhy: string;
      notTried: string;
      notWorking: string;
      trying: string;
      nextUntried: string;
      firstRight: string;
      cures: {
        "host-login-refused": string;
        "host-program-not-installed": string;
        "host-login-is-shell": string;
        "host-node-missing": string;
        "host-node-too-old": string;
        "host-key-not-trusted": string;
        "host-key-changed": string;
        "tunnel-refused": string;
        "connect-back-failed": string;
        "callback-missing": string;
        "address-mismatch": string;
      };
    };
    what: {
      title: string;
      why: string;
      home: (path: string) => string;
      folders: string;
      system: string;
      explain: {
        home: string;
        folders: string;
        system: string;
      };
      soFar: (bytes: string) => string;
      measuring: (entries: number) => string;
      measured: (entries: number) => string;
      stopped: string;
      unreadable: (count: number) => string;
      add: string;
      remove: string;
      removeFolder: (path: string) => string;
      none: string;
    };
    leaveOut: {
      title: string;
      why: string;
      asking: string;
      sum: (backedUp: string, all: string) => string;
      growing: string;
      caches: (count: number) => string;
      leftOut: string;
      backedUp: string;
      notFound: string;
      later: string;
      keptTitle: string;
      kept: string;
    };
    presetWhy: {
      caches: string;
      packages: string;
      "node-modules": string;
      "build-outputs": string;
      "virtual-machines": string;
      trash: string;
      steam: string;
      downloads: string;
      media: string;
    };
    when: {
      title: string;
      why: string;
      summary: string;
      size: string;
      sizeUnknown: string;
      starting: string;
    };
    after: {
      title: string;
      keptList: string;
      space: string;
      next: (bytes: string, known: boolean) => string;
    };
    adopt: {
      title: string;
      explain: string;
      of: (snapshots: number, latest: string, bytes: string, known: boolean) => string;
      take: (machine: string) => string;
      taking: string;
      done: (machine: string) => string;
      came: (settings: boolean, excludeList: boolean) => string;
      moved: (from: string) => string;
      noCommands: string;
      missing: (folders: string) => string;
      schedule: string;
      getFilesBack: string;
    };
  };
  shell: {
    views: {
      home: string;
      files: string;
      space: string;
      excludes: string;
      history: string;
      settings: string;
    };
    rail: string;
    health: {
      good: string;
      running: string;
      open: string;
      attention: string;
      failed: string;
      paused: string;
      never: string;
    };
    askAgain: string;
    dismiss: string;
    defect: {
      title: string;
      meaning: string;
      again: string;
    };
    keys: {
      title: string;
      close: string;
      ctrl: string;
      show: (view: string) => string;
      backUp: string;
      showKeys: string;
      arrows: string;
      walk: string;
      escape: string;
      closeThis: string;
      everywhere: string;
      pages: string;
      walkPages: string;
      ends: string;
      walkEnds: string;
      enter: string;
      backspace: string;
      home: string;
      blank: string;
      shift: string;
      files: {
        open: string;
        up: string;
        pick: string;
        pickRange: string;
        pickAll: string;
        search: string;
      };
      excludes: {
        save: string;
        instead: string;
      };
      space: {
        walk: string;
        zoom: string;
        back: string;
        top: string;
        search: string;
        menu: string;
        undo: string;
        paste: string;
      };
    };
  };
  space: {
    title: string;
    picture: string;
    asking: string;
    firstLook: string;
    nothingYet: string;
    onDisk: (bytes: string) => string;
    ofContents: (bytes: string) => string;
    willBeBackedUp: (bytes: string) => string;
    seenSoFar: (bytes: string) => string;
    scanning: (entries: number, duration: string) => string;
    stop: string;
    stopped: string;
    tooLarge: string;
    lookAgain: string;
    otherFolder: string;
    openList: string;
    more: string;
    notSetUp: string;
    excludesUnreadable: string;
    list: {
      banner: (name: string) => string;
      close: string;
      pasted: string;
      reading: string;
      passedOver: (what: string, lines: number, line: number, first: string, hasFirst: boolean) => string;
      passedOverKinds: {
        blank: (count: number) => string;
        complaint: (count: number) => string;
        prompt: (count: number) => string;
        total: (count: number) => string;
        other: (count: number) => string;
      };
    };
    view: string;
    measure: string;
    measures: {
      used: string;
      apparent: string;
    };
    colour: string;
    colours: {
      kind: string;
      age: string;
      excluded: string;
    };
    order: string;
    orders: {
      largest: string;
      oldest: string;
    };
    columns: string;
    hideExcluded: string;
    showList: string;
    search: string;
    here: string;
    everything: string;
    kinds: {
      documents: string;
      pictures: string;
      music: string;
      films: string;
      archives: string;
      "disk-images": string;
      code: string;
      programs: string;
      other: string;
    };
    ages: {
      week: string;
      month: string;
      "half-year": string;
      year: string;
      "three-years": string;
      older: string;
    };
    kept: string;
    leftOut: string;
    outside: string;
    legend: string;
    smaller: (count: number) => string;
    notReadable: (name: string) => string;
    couldNotBeRead: string;
    notEntered: string;
    share: (percent: string) => string;
    entries: (count: number) => string;
    changed: (age: string) => string;
    leftOutBy: (line: number, rule: string) => string;
    keptOfIt: (bytes: string) => string;
    keptBy: (line: number, rule: string) => string;
    menu: {
      leaveOutFolder: string;
      leaveOutFile: string;
      leaveOutEnding: (ending: string) => string;
      leaveOutPreset: (title: string) => string;
      presets: {
        caches: string;
        packages: string;
        "node-modules": string;
        "build-outputs": string;
        "virtual-machines": string;
        trash: string;
        steam: string;
        downloads: string;
        media: string;
        marked: string;
      };
      showRule: (line: number) => string;
      showInFiles: string;
      copyPath: string;
    };
    undo: (rule: string) => string;
    done: (rules: string, bytes: string) => string;
    doneMany: (rules: number, bytes: string) => string;
    doneNothing: (rules: string) => string;
    undone: string;
    already: (line: number, rule: string) => string;
    alreadyAll: string;
    isRoot: string;
    inNoRoot: string;
    notPossible: string;
    copied: string;
    lists: {
      name: string;
      here: string;
      folders: string;
      files: string;
      types: string;
      unreadable: string;
      found: string;
    };
    nothingFound: string;
    nothingHere: string;
    noEnding: string;
    columnsOfList: {
      name: string;
      size: string;
      files: string;
      age: string;
      backup: string;
      action: string;
    };
    inBackup: string;
    partlyInBackup: (bytes: string) => string;
    notInBackup: string;
    leaveOut: string;
    leaveOutName: (name: string) => string;
    unreadableCount: (count: number) => string;
    listCaption: (list: string, shown: number, all: number, whole: boolean) => string;
  };
  terminal: {
    outcome: {
      completed: (snapshot: string) => string;
      partial: (snapshot: string) => string;
      noDetails: string;
      snapshot: (name: string, count: number, bytes: string) => string;
      vanished: (count: number) => string;
      changed: (count: number, bytes: string) => string;
      first: string;
      shared: string;
      took: (duration: string) => string;
      dryRun: (count: number, of: number) => string;
      dryRunNoDetails: string;
      someUnreadable: string;
      unreadable: (count: number) => string;
      gapsNext: string;
      cancelled: (reason: string) => string;
      skipped: (because: string, until: string) => string;
      log: (path: string) => string;
    };
    alarm: {
      thisOne: (reference: string) => string;
      earlier: (snapshot: string, reference: string) => string;
      held: string;
      wasYou: (command: string) => string;
      wasNot: (reference: string) => string;
    };
    progress: {
      note: (message: string) => string;
      host: (message: string) => string;
      turnedAway: (address: string) => string;
      refused: (reason: string) => string;
      reading: (root: string) => string;
      waiting: (port: string) => string;
      letIn: (peer: string) => string;
      left: (time: string) => string;
    };
    status: {
      running: (details: string) => string;
      checking: (details: string) => string;
      process: (pid: number) => string;
      noGoodYet: string;
      noneHere: (age: string, host: string) => string;
      lastGood: (age: string, host: string) => string;
      overdue: (days: number) => string;
      overdueAhead: (date: string) => string;
      lastTry: (age: string, what: string) => string;
      pausedUntil: (when: string) => string;
      next: (when: string) => string;
      notStarted: (starters: string) => string;
      nothing: string;
    };
    next: {
      byHand: string;
      dueNow: string;
      due: (when: string) => string;
      noSchedule: string;
      notDue: (when: string) => string;
    };
    when: {
      near: (day: string, time: string) => string;
      onDay: (day: string, time: string) => string;
      onDate: (date: string, time: string) => string;
    };
    pause: {
      none: string;
      until: (when: string) => string;
      wrong: (word: string) => string;
    };
    starter: {
      by: {
        systemd: string;
        cron: string;
      };
      notRunning: (what: string) => string;
      noCron: (what: string) => string;
      changed: (what: string) => string;
      launcherGone: (what: string, launcher: string) => string;
    };
    schedule: {
      off: string;
      hours: (every: number) => string;
      daily: (time: string) => string;
      weekly: (day: string, time: string) => string;
      is: (schedule: string) => string;
      setRight: (words: string) => string;
      startCron: string;
      waits: (because: string, until: string) => string;
      startedBy: (starters: string, some: boolean) => string;
      and: (one: string, other: string) => string;
      lockedKey: (path: string) => string;
    };
  };
  tray: {
    open: string;
    files: string;
    space: string;
    cancelBackup: string;
    startedElsewhere: (pid: number) => string;
    pauseHour: string;
    pauseTomorrow: string;
    goOn: (until: string) => string;
    quit: string;
  };
  trust: {
    proven: (age: string, files: number) => string;
    unproven: {
      "include-rules": string;
      failed: string;
    };
    readWithin: (days: number) => string;
    notReadYet: string;
    badFiles: (count: number) => string;
    differentFiles: (count: number) => string;
  };
}

/** How the language writes a whole number. */
export type Count = (number: number) => string;
