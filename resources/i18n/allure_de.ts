<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Acts</name>
    <message>
        <source>From this file · {file}</source>
        <translation>Aus dieser Datei · {file}</translation>
    </message>
    <message>
        <source>New version of “{title}”</source>
        <translation>Neue Version von „{title}“</translation>
    </message>
    <message>
        <source>Add packages</source>
        <translation>Pakete hinzufügen</translation>
    </message>
    <message>
        <source>SCORM packages (*.zip);;All files (*)</source>
        <translation>SCORM-Pakete (*.zip);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>Adding</name>
    <message>
        <source>{count} files could not be taken. The first: {words}</source>
        <translation>{count} Dateien konnten nicht übernommen werden. Die erste: {words}</translation>
    </message>
</context>
<context>
    <name>AdvancedFields</name>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>header kind, proxy, certificate authority, default</source>
        <translation>Art des Headers, Proxy, Zertifizierungsstelle, Standard</translation>
    </message>
    <message>
        <source>The key is sent as</source>
        <translation>Der Schlüssel wird gesendet als</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>The system's</source>
        <translation>Der des Systems</translation>
    </message>
    <message>
        <source>A password in it goes into the keyring</source>
        <translation>Ein Kennwort darin kommt in den Schlüsselbund</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>Zertifizierungsstelle</translation>
    </message>
    <message>
        <source>PEM file</source>
        <translation>PEM-Datei</translation>
    </message>
    <message>
        <source>Use this connection where none is named: on the command line, at the start</source>
        <translation>Diese Verbindung nehmen, wo keine genannt ist: auf der Kommandozeile und beim Start</translation>
    </message>
    <message>
        <source>It is the default one. To change that, choose another one there.</source>
        <translation>Sie ist die Standardverbindung. Um das zu ändern, wählen Sie dort eine andere.</translation>
    </message>
</context>
<context>
    <name>Awake</name>
    <message>
        <source>Packages are being uploaded</source>
        <translation>Pakete werden hochgeladen</translation>
    </message>
</context>
<context>
    <name>Badge</name>
    <message>
        <source>{percent} % · AllureConnect</source>
        <translation>{percent} % · AllureConnect</translation>
    </message>
</context>
<context>
    <name>Band</name>
    <message>
        <source>Something went wrong in this program.</source>
        <translation>In diesem Programm ging etwas schief.</translation>
    </message>
    <message>
        <source>{kind}: {words}. The log has the details.</source>
        <translation>{kind}: {words}. Einzelheiten stehen im Protokoll.</translation>
    </message>
</context>
<context>
    <name>BusNotifications</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>CallTable</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Aufruf</translation>
    </message>
    <message>
        <source>Element and value</source>
        <translation>Element und Wert</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>{name} {what}, answer {answer}</source>
        <translation>{name} {what}, Antwort {answer}</translation>
    </message>
    <message>
        <source>Error. {words}</source>
        <translation>Fehler. {words}</translation>
    </message>
</context>
<context>
    <name>CallsPane</name>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Filter calls</source>
        <translation>Aufrufe filtern</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>Get</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>No calls yet</source>
        <translation>Noch keine Aufrufe</translation>
    </message>
    <message>
        <source>Every call that the course makes to its run-time stands here, with the answer it got.</source>
        <translation>Hier steht jeder Aufruf des Kurses an die Laufzeit, mit der Antwort darauf.</translation>
    </message>
    <message>
        <source>Follow the newest call</source>
        <translation>Dem neuesten Aufruf folgen</translation>
    </message>
    <message>
        <source>Save or copy the calls</source>
        <translation>Aufrufe speichern oder kopieren</translation>
    </message>
    <message>
        <source>Save as JSON…</source>
        <translation>Als JSON speichern…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Copy selected calls</source>
        <translation>Gewählte Aufrufe kopieren</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
</context>
<context>
    <name>ChangedFilesModel</name>
    <message>
        <source>added</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verschoben</translation>
    </message>
</context>
<context>
    <name>ChangedFilesView</name>
    <message>
        <source>Changed files</source>
        <translation>Geänderte Dateien</translation>
    </message>
</context>
<context>
    <name>ChangesParts</name>
    <message>
        <source>Parts of the comparison</source>
        <translation>Teile des Vergleichs</translation>
    </message>
    <message>
        <source>Changed files</source>
        <translation>Geänderte Dateien</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Both versions side by side: files with their contents, structure, manifest</source>
        <translation>Beide Versionen nebeneinander: Dateien mit Inhalt, Struktur, Manifest</translation>
    </message>
    <message>
        <source>On the server · version {number}</source>
        <translation>Auf dem Server · Version {number}</translation>
    </message>
    <message>
        <source>This file</source>
        <translation>Diese Datei</translation>
    </message>
    <message>
        <source>Sound: nothing was found that would stop it in an LMS.</source>
        <translation>Einwandfrei: Es wurde nichts gefunden, was sie in einem LMS aufhielte.</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>No file changed.</source>
        <translation>Keine Datei geändert.</translation>
    </message>
    <message>
        <source>This computer did not upload the current version, so there is no list of its files to compare with. Above stands what the server tells of it.</source>
        <translation>Dieser Computer hat die aktuelle Version nicht hochgeladen, es gibt also keine Dateiliste zum Vergleich. Oben steht, was der Server von ihr sagt.</translation>
    </message>
    <message>
        <source>This computer did not upload the current version, so its structure is not known here.</source>
        <translation>Dieser Computer hat die aktuelle Version nicht hochgeladen, daher ist ihre Struktur hier nicht bekannt.</translation>
    </message>
    <message>
        <source>This file has no structure that could be compared.</source>
        <translation>Diese Datei hat keine Struktur, die sich vergleichen ließe.</translation>
    </message>
    <message>
        <source>The structure is the same: every item keeps its identifier.</source>
        <translation>Die Struktur ist gleich: Jedes Element behält seine Kennung.</translation>
    </message>
    <message>
        <source>Removed items: {titles}</source>
        <translation>Entfernte Elemente: {titles}</translation>
    </message>
    <message>
        <source>New items: {titles}</source>
        <translation>Neue Elemente: {titles}</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}: {value}</translation>
    </message>
</context>
<context>
    <name>ColourField</name>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>Bernstein</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>Rosa</translation>
    </message>
    <message>
        <source>Cyan</source>
        <translation>Türkis</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Colour: {name}</source>
        <translation>Farbe: {name}</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Add packages…</source>
        <translation>Pakete hinzufügen…</translation>
    </message>
    <message>
        <source>There are no files in the clipboard.</source>
        <translation>In der Zwischenablage sind keine Dateien.</translation>
    </message>
    <message>
        <source>Add copied files</source>
        <translation>Kopierte Dateien hinzufügen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Add a connection…</source>
        <translation>Verbindung hinzufügen…</translation>
    </message>
    <message>
        <source>Switch connection…</source>
        <translation>Verbindung wechseln…</translation>
    </message>
    <message>
        <source>The sandbox is starting.</source>
        <translation>Die Sandbox startet gerade.</translation>
    </message>
    <message>
        <source>Start sandbox</source>
        <translation>Sandbox starten</translation>
    </message>
    <message>
        <source>Select a package in the Library first.</source>
        <translation>Wählen Sie zuerst ein Paket in der Bibliothek.</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>Der Server antwortet nicht.</translation>
    </message>
    <message>
        <source>The key of this connection may read, but not upload.</source>
        <translation>Der Schlüssel dieser Verbindung darf lesen, aber nicht hochladen.</translation>
    </message>
    <message>
        <source>No version of this package is on this computer.</source>
        <translation>Keine Version dieses Pakets ist auf diesem Computer.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Launch…</source>
        <translation>Starten…</translation>
    </message>
    <message>
        <source>New version…</source>
        <translation>Neue Version…</translation>
    </message>
    <message>
        <source>Edit details…</source>
        <translation>Details bearbeiten…</translation>
    </message>
    <message>
        <source>Copied the id {id}</source>
        <translation>Id {id} kopiert</translation>
    </message>
    <message>
        <source>Copied the launch address of “{title}”</source>
        <translation>Startadresse von „{title}“ kopiert</translation>
    </message>
    <message>
        <source>The server tells no launch address of this package.</source>
        <translation>Der Server nennt für dieses Paket keine Startadresse.</translation>
    </message>
    <message>
        <source>Copied a command for the terminal</source>
        <translation>Befehl für das Terminal kopiert</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Id kopieren</translation>
    </message>
    <message>
        <source>Copy launch address</source>
        <translation>Startadresse kopieren</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>There is no connection yet.</source>
        <translation>Es gibt noch keine Verbindung.</translation>
    </message>
    <message>
        <source>Search packages</source>
        <translation>Pakete suchen</translation>
    </message>
    <message>
        <source>Show or hide the panel</source>
        <translation>Seitenbereich ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>Übliche Textgröße</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
</context>
<context>
    <name>CompareHead</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back (Alt+Left)</source>
        <translation>Zurück (Alt+Links)</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Copy summary</source>
        <translation>Zusammenfassung kopieren</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Swap the sides</source>
        <translation>Seiten tauschen</translation>
    </message>
    <message>
        <source>Parts of the comparison</source>
        <translation>Teile des Vergleichs</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>Manifest</translation>
    </message>
    <message>
        <source>Only changes</source>
        <translation>Nur Änderungen</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Vergleicht…</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>SCORM packages (*.zip);;All files (*)</source>
        <translation>SCORM-Pakete (*.zip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation>Andere Datei wählen…</translation>
    </message>
    <message>
        <source>Choose above what to compare: a version of the package, or a ZIP on this computer.</source>
        <translation>Wählen Sie oben, was verglichen werden soll: eine Version des Pakets oder ein ZIP auf diesem Computer.</translation>
    </message>
    <message>
        <source>{title} was not uploaded from this computer, so it is not known which files it has.
Choose another version above, or the ZIP that it was made of.</source>
        <translation>{title} wurde nicht von diesem Computer hochgeladen, daher ist nicht bekannt, welche Dateien sie hat.
Wählen Sie oben eine andere Version oder das ZIP, aus dem sie entstand.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>{title} has no manifest that can be shown: there is none, or it is too large.</source>
        <translation>{title} hat kein Manifest, das sich zeigen lässt: Es fehlt oder ist zu groß.</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Copied a summary of the comparison</source>
        <translation>Zusammenfassung des Vergleichs kopiert</translation>
    </message>
</context>
<context>
    <name>CompareParts</name>
    <message>
        <source>All facts are the same.</source>
        <translation>Alle Angaben sind gleich.</translation>
    </message>
    <message>
        <source>The structure is the same: every item keeps its identifier.</source>
        <translation>Die Struktur ist gleich: Jedes Element behält seine Kennung.</translation>
    </message>
    <message>
        <source>Neither side has a structure that could be read.</source>
        <translation>Keine der beiden Seiten hat eine lesbare Struktur.</translation>
    </message>
    <message>
        <source>Nothing changed: the same files with the same content.</source>
        <translation>Nichts geändert: dieselben Dateien mit demselben Inhalt.</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>Auf dem Server</translation>
    </message>
    <message>
        <source>no local copy</source>
        <translation>keine lokale Kopie</translation>
    </message>
    <message>
        <source>would be version {number}</source>
        <translation>würde Version {number}</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>This computer, in {folder}</source>
        <translation>Dieser Computer, in {folder}</translation>
    </message>
    <message>
        <source>saved {when}</source>
        <translation>gespeichert {when}</translation>
    </message>
    <message>
        <source>not there any more</source>
        <translation>nicht mehr da</translation>
    </message>
    <message>
        <source>{count} added</source>
        <translation>{count} neu</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>{count} geändert</translation>
    </message>
    <message>
        <source>{count} removed</source>
        <translation>{count} entfernt</translation>
    </message>
    <message>
        <source>{count} moved</source>
        <translation>{count} verschoben</translation>
    </message>
    <message>
        <source>Nothing changed</source>
        <translation>Nichts geändert</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>SCORM</source>
        <translation>SCORM</translation>
    </message>
    <message>
        <source>Course identifier</source>
        <translation>Kennung des Kurses</translation>
    </message>
    <message>
        <source>Authoring tool</source>
        <translation>Autorenwerkzeug</translation>
    </message>
    <message>
        <source>Launch file</source>
        <translation>Startdatei</translation>
    </message>
    <message>
        <source>Items (SCOs)</source>
        <translation>Elemente (SCOs)</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Unpacked</source>
        <translation>Entpackt</translation>
    </message>
    <message>
        <source>ZIP size</source>
        <translation>ZIP-Größe</translation>
    </message>
    <message>
        <source>Sequencing</source>
        <translation>Sequencing</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Passing score</source>
        <translation>Bestehensgrenze</translation>
    </message>
    <message>
        <source>Launch data</source>
        <translation>Startdaten</translation>
    </message>
    <message>
        <source>Completion threshold</source>
        <translation>Abschlussschwelle</translation>
    </message>
    <message>
        <source>Prerequisites</source>
        <translation>Voraussetzungen</translation>
    </message>
    <message>
        <source>Time allowed</source>
        <translation>Erlaubte Zeit</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Visible</source>
        <translation>Sichtbar</translation>
    </message>
    <message>
        <source>Was {path}</source>
        <translation>War {path}</translation>
    </message>
    <message>
        <source>Removed item “{title}”</source>
        <translation>Entferntes Element „{title}“</translation>
    </message>
    <message>
        <source>Opened “{title}” before</source>
        <translation>Öffnete vorher „{title}“</translation>
    </message>
    <message>
        <source>New item “{title}”</source>
        <translation>Neues Element „{title}“</translation>
    </message>
    <message>
        <source>Opens “{title}”</source>
        <translation>Öffnet „{title}“</translation>
    </message>
    <message>
        <source>1 item replaced</source>
        <translation>1 Element ersetzt</translation>
    </message>
    <message>
        <source>{count} items replaced</source>
        <translation>{count} Elemente ersetzt</translation>
    </message>
    <message>
        <source>1 item added</source>
        <translation>1 Element neu</translation>
    </message>
    <message>
        <source>{count} items added</source>
        <translation>{count} Elemente neu</translation>
    </message>
    <message>
        <source>1 item removed</source>
        <translation>1 Element entfernt</translation>
    </message>
    <message>
        <source>{count} items removed</source>
        <translation>{count} Elemente entfernt</translation>
    </message>
    <message>
        <source>1 item moved</source>
        <translation>1 Element verschoben</translation>
    </message>
    <message>
        <source>{count} items moved</source>
        <translation>{count} Elemente verschoben</translation>
    </message>
    <message>
        <source>1 item changed</source>
        <translation>1 Element geändert</translation>
    </message>
    <message>
        <source>{count} items changed</source>
        <translation>{count} Elemente geändert</translation>
    </message>
    <message>
        <source>Structure unchanged</source>
        <translation>Struktur unverändert</translation>
    </message>
    <message>
        <source>Upload as a new version…</source>
        <translation>Als neue Version hochladen…</translation>
    </message>
    <message>
        <source>Upload as version {number}…</source>
        <translation>Als Version {number} hochladen…</translation>
    </message>
    <message>
        <source>The comparison is open already.</source>
        <translation>Der Vergleich ist schon offen.</translation>
    </message>
    <message>
        <source>Select a package in the Library or a row in Uploads first.</source>
        <translation>Wählen Sie zuerst ein Paket in der Bibliothek oder eine Zeile unter Uploads.</translation>
    </message>
    <message>
        <source>Compare two files: choose both</source>
        <translation>Zwei Dateien vergleichen: beide wählen</translation>
    </message>
    <message>
        <source>SCORM packages (*.zip);;All files (*)</source>
        <translation>SCORM-Pakete (*.zip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Compare two files…</source>
        <translation>Zwei Dateien vergleichen…</translation>
    </message>
    <message>
        <source>There is nothing to go back to.</source>
        <translation>Es gibt nichts, wohin es zurückginge.</translation>
    </message>
    <message>
        <source>Nothing has been compared yet.</source>
        <translation>Es wurde noch nichts verglichen.</translation>
    </message>
    <message>
        <source>There is nothing to go forward to.</source>
        <translation>Es gibt nichts, wohin es vorwärtsginge.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Learners who are half way will probably lose their bookmark and score</source>
        <translation>Wer mitten im Kurs ist, verliert vermutlich Lesezeichen und Punkte</translation>
    </message>
    <message>
        <source>Learners may lose some of their progress</source>
        <translation>Lernende verlieren vielleicht einen Teil ihres Fortschritts</translation>
    </message>
    <message>
        <source>Learners keep their progress</source>
        <translation>Lernende behalten ihren Fortschritt</translation>
    </message>
    <message>
        <source>{sign} and {count} more</source>
        <translation>{sign} und {count} mehr</translation>
    </message>
</context>
<context>
    <name>ConflictSheet</name>
    <message>
        <source>Somebody else changed this package meanwhile</source>
        <translation>Jemand anderes hat dieses Paket inzwischen geändert</translation>
    </message>
    <message>
        <source>Choose for each field of “{title}” what stays.</source>
        <translation>Wählen Sie für jedes Feld von „{title}“, was bleibt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save these</source>
        <translation>Diese speichern</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Custom metadata</source>
        <translation>Eigene Metadaten</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meines</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Das andere</translation>
    </message>
    <message>
        <source>{field}: {side}</source>
        <translation>{field}: {side}</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(leer)</translation>
    </message>
</context>
<context>
    <name>ConnectionButton</name>
    <message>
        <source>1 upload of another connection needs your attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} uploads of other connections need your attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection yet</source>
        <translation>Noch keine Verbindung</translation>
    </message>
    <message>
        <source>Works on this computer</source>
        <translation>Arbeitet auf diesem Computer</translation>
    </message>
    <message>
        <source>Sandbox on this computer</source>
        <translation>Sandbox auf diesem Computer</translation>
    </message>
</context>
<context>
    <name>ConnectionDialog</name>
    <message>
        <source>Connect to AllureConnect</source>
        <translation>Mit AllureConnect verbinden</translation>
    </message>
    <message>
        <source>Edit the connection</source>
        <translation>Verbindung bearbeiten</translation>
    </message>
    <message>
        <source>One address, one tenant, one key. The key goes into this computer's keyring.</source>
        <translation>Eine Adresse, ein Mandant, ein Schlüssel. Der Schlüssel kommt in den Schlüsselbund dieses Computers.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Tenant id</source>
        <translation>Mandanten-Id</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Shown in the sidebar</source>
        <translation>Steht in der Seitenleiste</translation>
    </message>
    <message>
        <source>Uploads appear as</source>
        <translation>Uploads erscheinen als</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Asks the server with this key; changes nothing.</source>
        <translation>Fragt den Server mit diesem Schlüssel; ändert nichts.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save connection</source>
        <translation>Verbindung speichern</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Noch einmal testen</translation>
    </message>
    <message>
        <source>It can be saved all the same, and put right later.</source>
        <translation>Sie lässt sich trotzdem speichern und später berichtigen.</translation>
    </message>
    <message>
        <source>Saved “{name}”. The key is in this computer's keyring.</source>
        <translation>„{name}“ gespeichert. Der Schlüssel ist im Schlüsselbund dieses Computers.</translation>
    </message>
    <message>
        <source>Saved “{name}”. No keyring answers: the key is kept until you quit.</source>
        <translation>„{name}“ gespeichert. Kein Schlüsselbund antwortet: Der Schlüssel bleibt, bis Sie beenden.</translation>
    </message>
</context>
<context>
    <name>Connections</name>
    <message>
        <source>The keyring does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online, speed limited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key of another tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key may not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>Offline seit {time}</translation>
    </message>
    <message>
        <source>Key refused</source>
        <translation>Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sandbox on this computer</source>
        <translation>Sandbox auf diesem Computer</translation>
    </message>
    <message>
        <source>1 package</source>
        <translation>1 Paket</translation>
    </message>
    <message>
        <source>{count} packages</source>
        <translation>{count} Pakete</translation>
    </message>
    <message>
        <source>1 upload under way</source>
        <translation>1 Upload unterwegs</translation>
    </message>
    <message>
        <source>{count} uploads under way</source>
        <translation>{count} Uploads unterwegs</translation>
    </message>
    <message>
        <source>{count} need your attention</source>
        <translation>{count} brauchen Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>shown now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload to “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only check on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked first, as new packages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsolePane</name>
    <message>
        <source>Console</source>
        <translation>Konsole</translation>
    </message>
    <message>
        <source>Filter messages</source>
        <translation>Meldungen filtern</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>The console is silent</source>
        <translation>Die Konsole schweigt</translation>
    </message>
    <message>
        <source>Errors and messages of the course's scripts stand here.</source>
        <translation>Hier stehen Fehler und Meldungen der Skripte des Kurses.</translation>
    </message>
</context>
<context>
    <name>ConsoleTable</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Skript</translation>
    </message>
</context>
<context>
    <name>ContentPane</name>
    <message>
        <source>Select a file to see what changed in it.</source>
        <translation>Wählen Sie eine Datei, um zu sehen, was sich darin geändert hat.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>{side}: not there</source>
        <translation>{side}: nicht da</translation>
    </message>
    <message>
        <source>{side}: {size} ({bytes} bytes), CRC-32 {crc}</source>
        <translation>{side}: {size} ({bytes} Bytes), CRC-32 {crc}</translation>
    </message>
    <message>
        <source>The content is the same.</source>
        <translation>Der Inhalt ist gleich.</translation>
    </message>
    <message>
        <source>The contents cannot be shown side by side: they are no text or picture, too large, or not both on this computer.</source>
        <translation>Die Inhalte lassen sich nicht nebeneinander zeigen: Sie sind weder Text noch Bild, zu groß oder nicht beide auf diesem Computer.</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>(steady IS NULL OR steady &lt; ? OR steady &gt; ?)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>server.limit {base_url} {tenant_id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls a minute, as learnt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of {host} was lost ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether it took effect before repeating it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its answer is no object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A machine in between gave up waiting; the server may still have done it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its answer has no {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came instead cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ApiClient({host}, tenant {tenant_id})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its answer names no part size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dropping unfinished uploads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>listing uploaded parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its answer has no launch address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deleting packages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its answer holds no list of {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its answer holds no package.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>downloading packages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>downloading one revision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not offer {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its API description does not declare it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do it on the server's own pages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} sent another part of the file than was asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The downloaded package could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space or choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a SOCKS proxy; only http and https proxies can be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its address cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of certificate authorities {ca_file} cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a PEM file in the connection's advanced settings, or leave it empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds no certificates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If your company inspects traffic, its certificate authority must be known to this computer: add it to the system's certificate store, or name its file in SSL_CERT_FILE or in the connection's advanced settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to {host} broke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No safe connection to {host} came about.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of {host} was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request to {host} was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not finish its answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>location header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} did not answer as an AllureConnect server does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was closed before the answer was complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network connection and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no network connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect it to a network; what was begun goes on then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no server named {host}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address and whether the server is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of {host} is not trusted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not speak https.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption could not be agreed ({or}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request went out whole, but the connection ended before the answer came.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It came so slowly that waiting for its end makes no sense.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the proxy in the connection's advanced settings, or the system's (HTTPS_PROXY).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its answer cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the connection's address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name {host} cannot be looked up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name is unknown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the connection's address for a typing error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection came about in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address, the network and whether a firewall or a VPN is in the way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing listens there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was not accepted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hostname mismatch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ip address mismatch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not valid for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was made out to another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address says https, the server answers without encryption.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the connection's address and port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was closed while the encryption was being agreed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; a firewall may be in the way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy in between cannot be used. {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy in between refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing could be sent for a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It took the request but did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No name server answers: this computer may be offline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has expired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever runs the server must renew it; check this computer's clock too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet valid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not valid yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check this computer's clock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody this computer trusts vouches for it ({reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} did not answer as an AllureConnect server does{told}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It says: {more}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key has expired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} refused the key ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not allow this with the key of this connection ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of this connection may not do this on {host} ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key belongs to another tenant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not know what was asked for ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} does not offer this ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} refused because something is already there or has changed ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The package was changed on {host} in the meantime ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} did not accept the request ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invalid SCORM Package: {host} did not accept it ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File Too Large: {host} did not accept it ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Package Processing Failed: {host} could not process it ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quota Exceeded: the tenant has no room left on {host} ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {wait_s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in a moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} limits how often it may be asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} refused the request ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the connection's address; a login page, a proxy or a firewall may have answered instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A web page came instead of an answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the key of this connection; what was already sent stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask whoever administers AllureConnect for a key that may, then replace the key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a key with the write scope; whoever administers AllureConnect can make one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} refused the tenant id of this connection ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the tenant id of the connection, or use a key of that tenant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh the list and check the connection's address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do it on the server's own pages, or ask whoever administers it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh and look at what is there before trying again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reload it, compare both and choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct what it names and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again {when}; uploads go on by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} is not available right now ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} has an error of its own ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a few minutes; if it stays, tell whoever runs the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the connection's address and key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have been deleted, or the connection's address is not the right one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lacks a scope that is needed. {quoted}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The storage server {host} did not take the data ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending to {host} was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file changed while it was being sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The storage server {host} did not answer as one does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The storage server {host} took everything, but its answer was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume the upload.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is longer or shorter than when the upload began.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the upload again with the new file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; if it stays, tell whoever runs the server, or check the proxy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It says: {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address for sending to {host} is no longer valid ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The storage server {host} no longer knows this upload ({status}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; if it stays, tell whoever runs the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It redirects; a file is sent only to the address that was made for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send it again; nothing is stored twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes on with a new one; if that stays so, check this computer's clock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the upload again; unfinished ones are dropped after some days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send it again; memory, disk or a proxy may be faulty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address it gave cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} did not say properly where the file goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address it names for the file cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address it names for the file begins with {or}, not https.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address it names for the file has no host, or names a user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It names {name} for the file, which is this computer itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file would go to {name} without encryption.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address it names for the file holds the API key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It asks for {headers} headers with the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. Tell the operator of the server, or check the connection's address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It asks for another {name} of the file than it has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It asks for a header that no request can carry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It asks for the API key in {name}, which would show it to the storage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It redirects more than {MOST_REDIRECTS} times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If {name} is your AllureConnect server, make it the connection's address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It redirects to an address that cannot be followed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bearer {key}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its answer has no end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its answer is not JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} redirects to an unencrypted address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} redirects to {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of this connection cannot be a key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not followed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A request that changes something is not sent on to another server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it again from AllureConnect and replace the key of this connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is empty or has characters that no key has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check it first: allure-desktop validate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} and {MOST_NAMED} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the older</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the newer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{removed} gone ({removed2}): what was done in it is lost from view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and {MOST_NAMED} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identifiers were changed ({changes}{more}): systems keep progress under them and start anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{other_kind} no SCO any more ({other_kind2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SCORM version changed from {or} to {or2}: status and scores are kept in other elements.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{added} new ({added2}): who has completed the course has not done it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{became} now tracked ({became2}), with no progress so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passing score changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The completion threshold changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The launch data changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prerequisites changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time allowed changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sequencing changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The edition changed from {standard} to {standard2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course's identifier changed from {or} to {or2}: some systems take it for another course.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was made with {tool} instead of {tool2}: bookmarks of the one mean nothing to the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest of {which} one could not be read, so the structure cannot be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{identifier} is now {identifier2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sequencing changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCO is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCOs are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>item is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>items are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>launch file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mastery score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>launch data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>completion threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>course identifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCORM version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>authoring tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address {text} cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address that begins with {scheme}:// is no web server's.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} would be asked without encryption.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the server's address, such as {DEFAULT_ADDRESS}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It should look like {DEFAULT_ADDRESS}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everybody on the way could read the key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use https://{host}; plain http is for this computer's own addresses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is kept until you quit. To have it kept, set up a keyring (on Linux a Secret Service such as gnome-keyring or KWallet), then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this run only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No keyring answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name__}: it cannot be used here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No Secret Service is running, nor anything else that keeps keys safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was asked {patience_s} seconds ago; perhaps its prompt is still open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer its prompt and try again. The key is kept until you quit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring's prompt was dismissed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So the keyring stays locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again and answer the prompt. The key is kept until you quit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its prompt was dismissed or could not be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it and try again. The key is kept until you quit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is anybody there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the tenant id that AllureConnect shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tested: something before it must be put right first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is accepted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tenant id is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key's tenant is {suggestion}: use that tenant id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate is trusted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is known, but may not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a key with the read and the write scope.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key shows packages of tenant {shown}: use that tenant id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None is needed on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address is not encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tested.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known: {message}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tested: {host} could not say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server did not take the tenant id. {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The packages that the key shows belong to another tenant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the tenant id {shown}, or a key of the tenant you meant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key may upload.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key may read, but not upload.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tenant matches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tenant is accepted; it has no packages yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add one in the window, or with: allure-desktop connect --name NAME --url URL --tenant TENANT --key-stdin (or set ALLURE_URL, ALLURE_TENANT and ALLURE_API_KEY for one call).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of {name} is needed again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection named {name_or_id}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of {name} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The one that is kept was given for {before} and is told to no other server; the address leads to {now}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the key for {now}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection that this began with came from the environment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to a server yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A connection from the environment needs {OF_ONE_CALL}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A connection from the environment is not stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already a connection named {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key is kept for it: it was for one run only, or was removed from the keyring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter it again in the connection, or set ALLURE_API_KEY for one call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not stored, nor was its key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set {OF_ONE_CALL} to the same values again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is none yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of these.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{missing} {else} not set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set all three, or none of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ALLURE_URL cannot be used. {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it under a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find it in AllureConnect under Settings, and enter it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} leads to another server now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its key is not for {netloc} any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It did not answer within {limit_s} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer's disk is nearly full: no copy is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be read or kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or let fewer copies be kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the file, its disk and its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not the file any more that was uploaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was changed since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is to be done: no copy is kept of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data file {path} was written by a newer version of this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer's disk is full: {path} could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was set aside as {name}; the next start begins with a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data file {path} is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data file {path} cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data file {path} is in use by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the database is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has version {version}, this program knows {newest}. It was not touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the newer program, or choose another folder with --data-dir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space; everything goes on from where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be set aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the program again. What is on the server is not affected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the folder writable, or choose another with --data-dir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stayed locked for 30 seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the other program and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing imsmanifest.xml</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invalid manifest structure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsupported SCORM version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify package contains valid SCORM manifest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check SCORM version compatibility.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review Package Validation Guide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Package exceeds size limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quota exceeded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use multipart upload for large packages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check your storage quota.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact support to increase limits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrupted ZIP file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing required files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storage issues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify ZIP file integrity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-export package from authoring tool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check storage backend status.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review error logs for details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Package limit reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storage limit reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete unused packages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upgrade subscription plan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact support for quota increase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>package_facts f</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>package_words w CROSS JOIN package_facts f ON f.id = w.rowid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{RECORDS} WHERE f.id IN ({marks})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOT ({clause})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{title}” was changed by somebody else meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of yours was saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at both and save again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{unknown} cannot be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be changed: {FIELDS}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The title, for example, comes from the manifest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no field “{name}” that could be emptied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These can: description, duration, tags, custom_metadata, custom_metadata.KEY.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What arrived is not the version that {name} was to become.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{target} cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {parent} does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The download was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was thrown away. Download it again; if that does not help, a proxy in between changes files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: {target} could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another place for the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it again to go on: what has arrived is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being downloaded to there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has {size_bytes} bytes, the server tells {size_bytes2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its SHA-256 is another one than the server tells.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space and download again: what has arrived is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AFTER INSERT ON package_facts BEGIN INSERT INTO package_words (rowid, words) VALUES (new.id, new.words); END</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AFTER DELETE ON package_facts BEGIN INSERT INTO package_words (package_words, rowid, words) VALUES ('delete', old.id, old.words); END</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AFTER UPDATE OF words ON package_facts WHEN old.words &lt;&gt; new.words BEGIN INSERT INTO package_words (package_words, rowid, words) VALUES ('delete', old.id, old.words); INSERT INTO package_words (rowid, words) VALUES (new.id, new.words); END</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FROM package_facts_wanted WHERE connection_id = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{columns} WHERE base_url = ? AND tenant_id = ? AND package_id = ? AND revision = ?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{columns} WHERE sha256 = ? ORDER BY at DESC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{session_id}” is no session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A session is a UUID, as an earlier launch has told it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it out to begin a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server does not tell quotas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the administrator of the tenant, or look into AllureConnect's own pages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The asset {name} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The set-up that takes it from npm has not run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run: make setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program's folder {root} cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it writable, or choose another with --data-dir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not attempted</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>{dropped} calls came too fast to be told one by one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>id: {number}
data: {text}

</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file ends before its member does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit,no message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>continue,no message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes {asked}-{asked2}/{size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The package was changed while it plays. Close the preview and open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The package has no file “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course cannot be read any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> It has “{near}”: upper and lower case differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of this course is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Converted for this view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course let go before it had all of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A package takes nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course posts to a file of its package; no LMS answers that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is nothing to convert it with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outside of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The range lies outside of the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address is no UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of this course is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Served as it is in the package: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{error} The answer was cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{message} The answer was cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a time span as HHHH:MM:SS.SS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number from 0 to 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number from -1 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a duration as P1DT2H3M4S (ISO 8601)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a date and time as 2026-01-31T14:30:00 (ISO 8601)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the learner's id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the learner's name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the bookmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to 255 characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether the attempt counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the status learners and reports see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether the attempt is resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the highest score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the lowest score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the time of all earlier sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how the course is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how the learner leaves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the time of this session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the course keeps for its next start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to 4,096 characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the manifest gives the course at its start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the learner's comments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comments for the learner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an objective's name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an objective's score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an objective's highest score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an objective's lowest score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an objective's status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the score from which it counts as passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the time an attempt may take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what happens when it is over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the loudness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number from -1 to 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number from -100 to 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a question's name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the objective a question serves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>when it was answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a time as HH:MM:SS.SS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the kind of question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a right answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the question's weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the learner's answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how the answer was judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>correct, wrong, unanticipated, neutral or a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the time until the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a learner's comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where the comment belongs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>when it was written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a comment for the learner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether the content was completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the progress from which it counts as completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an identifier (URI)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>when it was first shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>correct, incorrect, unanticipated, neutral or a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the question's text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number from 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a language as en-GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to 1,000 characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an objective's points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an objective's lowest points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an objective's highest points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an objective's result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an objective's state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an objective's progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an objective's text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how far the learner is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number from 0 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the score that systems record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the lowest points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the highest points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether the learner passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to 64,000 characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what happens when the time is over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where to go when this part ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>continue, previous, exit, exitAll, abandon, abandonAll, suspendAll, {target=ID}choice, {target=ID}jump, _none_</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether “continue” would work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether “previous” would work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether a choice would work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether a jump would work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the name of a store that parts share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what parts share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cmi.completion_status and cmi.success_status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cmi.score.raw (and cmi.score.scaled)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split the course, or let it keep less (slides set to “resume saved state” are what fills it).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{MOST_COMMITS} commits in ten seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard sets no limit, but each commit may be a request to the LMS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages turn slowly, and some systems refuse further commits for a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commit after a page or an answer, not at every value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suspend data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {name} is too long for many systems: {length} of {limit} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} guarantees {limit} characters. Some systems take more, some cut it, some refuse it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learners would begin again from an earlier place, or from the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} SCORM 2004 3rd and 4th Edition keep 64,000.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The score {value} is above the highest one, {standard}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The raw score lies between min and max.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reports show more than 100 %, or no score.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store the highest score of the whole test as max, before the raw score.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The place where the learner was may be lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learner starts from the beginning next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store {standard} = suspend before the end while the course is not done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than {MOST_CALLS} calls in ten seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard sets no limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course gets slow: some systems ask their server at every call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not call in a loop or at every frame; read once and keep the value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A strict LMS refuses {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a strict system the value is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“logout” may sign the learner out of the LMS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard allows it and advises against it: some systems end the learner's whole session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learner has to sign in again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store “suspend” to go on later, or an empty text at the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {name} is nearly full: {length} of {limit} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} guarantees {limit} characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A longer visit may not be resumed everywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course takes back “{before}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard allows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the report {before} becomes {value} again: certificates and due dates may be lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not store a lower status once the course is done: ask for the status first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“not attempted” is for the LMS to say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vocabulary has it, but several systems (Moodle among them) refuse it from a course.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usually nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store “incomplete” once the course has begun.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part ends with a raw score and no scaled one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In SCORM 2004 only cmi.score.scaled (-1 to 1) counts for the LMS and its rules.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most reports show no score.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store cmi.score.scaled = raw / max as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part is passed, but not completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCORM 2004 tells success and completion apart; a report may ask for both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learners who passed stay “in progress” in many reports.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store cmi.completion_status = completed as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part ends without a status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The LMS then takes the part as completed as soon as it ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the part once is enough to complete it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a reporting status in the authoring tool if more than that is wanted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part ends without its session time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The LMS takes its own time, or none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time spent may show as zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store {standard} before the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCORM 2004 gives bookmark and suspend data back only after cmi.exit = suspend.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part ends unfinished without cmi.core.exit = suspend: some systems then begin anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store “{near}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store one of these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>near {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This profile takes it. The standard allows </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use one of: {OUTCOMES}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a time such as 60s or 2m.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard allows {or}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} is not a {name} {element}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An LMS refuses the value: {meaning} stays as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard refuses it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at what was stored before this call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no element {element}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>general exception</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>invalid argument</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the element cannot have children</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the element is no list and has no count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not initialized</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not implemented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the element is a keyword and cannot be stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the element is read only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the element is write only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>incorrect data type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value out of range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another element has to be stored first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>initialization failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>already initialized</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>content instance terminated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>termination failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>terminated before it was initialized</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>terminated twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read before it was initialized</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read after it was terminated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stored before it was initialized</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stored after it was terminated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>committed before it was initialized</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>committed after it was terminated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>storing failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>committing failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undefined data model element</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data model element that is not implemented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the element has no value yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} (error {error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} came before {start}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard answers nothing until the course has called {start}(“”) and got “true”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is asked for comes back empty, what is stored is lost: a learner would start from the beginning again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call {start} once, first thing, in every page that talks to the LMS; do not talk from a second frame before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After {end} an LMS takes nothing more from this part until it is started again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{start} was called twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One {start} begins the session; the standard refuses another one until it has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usually nothing, but some systems show an error message here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call {start} in one place: often a frame and its parent both do it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {name} is too long: {value_length} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store {near} instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store {words}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An LMS refuses the value, so learners stay “incomplete”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Upper and lower case and spaces count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An LMS refuses the value: the report shows no score, or the one from before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An LMS refuses the value: the time of this session is missing in the report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{element} has no value yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard says so with this code; the answer is an empty text. It is how a course finds out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing, as long as the course takes the empty answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to change where the course expects it; else store the element first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{element} cannot be stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usually nothing: the value of the LMS stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the call out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{element} cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} lets a course store this element and never gives it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course gets an empty answer and may take the session for a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep what the course needs later in cmi.suspend_data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{base}.id has to be stored first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard keeps {element} only after {base}.id (of an interaction also its type, of a score its bounds) has been stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This answer or objective is missing in the report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store {base}.id first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists grow by one: the next index is what _count gives. An id may occur once among objectives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for {counted}._count and store at that index.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{element} was not stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This value is missing in the report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{element} does not exist yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard answers an index that has not been stored with this code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for _count first and read only below it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The element belongs to {theirs}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard has no element of this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Here it is called {meant}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value is lost: it shows in no report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course gets an empty answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The score is lost: it shows in no report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {meant}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the call out, or use an element of the standard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Or publish the course as {theirs}: its driver speaks that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCORM 1.2 leaves this element to the LMS: not every system keeps it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to change, as long as the course lives without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{element} is not kept here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an error the standard does not name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was refused: {meaning}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{end} was called twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} came after {end}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is stored now never reaches the LMS: score or status may be missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let only one handler call {end} (usually “pagehide” or the exit button, not both).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store and commit everything first, and call {end} last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store {near}: choose the reporting status in the authoring tool again and export again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store a plain number with a point, without “%”, unit or thousands separator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The LMS counts and lists by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the LMS sets this element; a course may read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The status is lost: learners stay “incomplete”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} takes an empty text and nothing else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some systems go on, others never start the session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The LMS did not do what was asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call {name}(“”).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the call before this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course called {name}({args}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course asked to store {or} = {or2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course asked for {or}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Called from {place}:{line}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Called from {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(no element)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A listener of the preview failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was ended by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it ended with {lines}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it ended with code {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the library that converts it (PyAV) is not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no picture of it can be decoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its picture has {width}x{height} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is no MP4 that can be read ({error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds neither picture nor sound that can be decoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds {codecs}, which the web view plays itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not say how long it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it claims to last for days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its beginning cannot be decoded ({error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the package ends before the member does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the member is compressed with method {method}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the package was changed while it was played</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the package cannot be opened ({error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the package cannot be read ({error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the program is ending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of this film could not be converted for the preview.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the preview was closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the process that converts it does not start: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the preview in your own browser, which most likely plays the film as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the process that converts it cannot be started ({error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the process that converts it ended {crashes} times over it: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not what a page of the preview sends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This course was opened again elsewhere; go on there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no structure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The call names no part of this course.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This names no command.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many calls at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are no calls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocked: the preview is offline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no LMS profile “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use one of: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is damaged: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it ends after {out} of {size} bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file ends before it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its compressed data is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A connection of the preview broke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {METHODS} are answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This request was not understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say how long the body is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say once how long the body is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is more than a page of the preview ever sends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preview cannot be served on port {port}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address is not served here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for a path, as browsers do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A request to the preview could not be answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preview made a mistake. Its log tells more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another port, or none: then any free one is taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course asks for “{path}” from the top of the server. The package has “{near}”: the address must be relative, for no LMS keeps a package at its top.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page belongs to another browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press “In your own browser” in the preview again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not for other pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the preview's own pages may ask for this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preview serves the files of one package, and nothing else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This link was used already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The player has no file {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no imsmanifest.xml.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be played.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check it to see every problem: allure-desktop validate {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An LMS would record this attempt as incomplete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{raw} of {most}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course never spoke to the LMS: nothing but “opened” would be recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course never began its session: an LMS would record nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An LMS would record this attempt as passed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An LMS would record this attempt as completed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An LMS would record this attempt as failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An LMS would record this attempt as incomplete: a part never said good-bye.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspend data</source>
        <translation>Suspend Data</translation>
    </message>
    <message>
        <source>{name} could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file {subject}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that you may read it and that its drive is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is one part of a ZIP split over several files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its directory alone, the list of its files, has {directory_bytes} bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has {size} bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it ends after {count} of {size} bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its checksum (CRC-32) does not match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not where the directory says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its own header gives it another name than the directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its compressed data ends too early</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is compressed with method {method}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path, or export the package again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a folder, not a package.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has {size_gib} GiB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip the folder's contents, so that imsmanifest.xml lies at the top of the ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a device or a pipe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a ZIP file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The path holds a NUL character.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is longer than the directory says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has more than {MOST_OUT_OF_PLACE} items, resources and files where none belong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has more than {MOST_ITEMS_AND_RESOURCES} items and resources.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpack it, and zip what was in it so that imsmanifest.xml lies at the top of the ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the authoring tool, publish for LMS as SCORM 1.2 or SCORM 2004, and upload the ZIP that it writes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ZIP is cut off: its directory, which stands at the end, is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a RAR archive, not a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a 7-Zip archive, not a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a gzip file, not a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is an XZ file, not a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a bzip2 file, not a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a Windows cabinet, not a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a PDF document, not a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a project or Office document, not a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a database, perhaps a project, not a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a Windows program, not a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not a ZIP file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a TAR archive, not a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a web page or XML document, not a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Articulate Storyline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adobe Captivate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hot Potatoes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It says it is {or} and is not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It starts as {upper} and says it is {declared}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest has {data} bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document type declares entities or has an internal subset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document type is declared in an unusual encoding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has about {marks} elements and attributes beside items and files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It says it is {upper} and is not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It says its encoding is “{declared}”, which does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not proper utf-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conversion failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It starts as {upper} and is not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTF-8 (by saying nothing)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It starts as UTF-8 and is not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file ends before its members do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its directory lists more than {MOST_ENTRIES} files{count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its directory is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is damaged: the file has become shorter meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name in its directory is marked as UTF-8 and is not UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not uploaded: {count} would stop it in an LMS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be {what} now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at its row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has no server to go to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>given another file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {locks} cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it writable and free some space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no upload {upload_id}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the list of uploads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>uploaded before you chose between a new version and a new package</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May be a new version of one of {found} packages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose which one, or a new package. What you choose is remembered for this path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen for this path before</source>
        <translation>für diesen Pfad schon so gewählt</translation>
    </message>
    <message>
        <source>uploaded from this path before</source>
        <translation>schon von diesem Pfad hochgeladen</translation>
    </message>
    <message>
        <source>same manifest identifier, and a like course</source>
        <translation>gleiche Kennung im Manifest, und ein ähnlicher Kurs</translation>
    </message>
    <message>
        <source>Looks like a new version of “{title}” ({reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload it as a new version, or as a new package. What you choose is remembered for this path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The storage refuses new links. A wrong clock on this computer or a proxy may be the cause.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server named a part size that cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File Too Large: {name} is larger than AllureConnect takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{part_size_bytes} bytes would make {count} parts, 1 to {MOST_PARTS} are allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of {part_size_bytes} bytes are larger than the 5 GiB that a storage takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell the operator of the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the package again from the authoring tool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has {size_bytes} GB, the limit is 10 GB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split the course, or make its media smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program made a mistake with this upload.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the upload again; if it stays, send the log to support. What was sent is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>uploaded without saying that it is meant despite its problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>given to the server to check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>started again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quota Exceeded: the tenant already has all the {limit} packages it may have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is live, but its details could not be set. {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set them in the Library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quota Exceeded: the tenant has {left} left, {file} needs {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} would be one more. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part {number} of {file} arrives with other bytes than were read, again and again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer's memory or disk, or a proxy on the way, changes them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try another network, and check the computer's memory. Resume sends only what is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The storage confirmed a part without its ETag.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without it the parts cannot be put together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A proxy may take it away; tell the operator of the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link for this upload is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {current} was uploaded{else} while yours waited.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server's answer about {file} was lost, and {count} packages there may be it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours was meant to follow version {revision_before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at version {current}, then upload yours as version {current2}, or cancel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look in the Library whether it is live. Upload again only if it is not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server's answer about {file} was lost, and nothing there shows whether it took effect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No package or version of this file has appeared, and none was made a second time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> by {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} changed on disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parts already uploaded no longer match it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again with the new file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the file's permissions and its disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of {name} cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was in {parent} and has been moved, renamed or deleted, or its disk is not plugged in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back or plug the disk in, or say where it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AllureConnect takes ZIP files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pack the folder as a ZIP with imsmanifest.xml at its top, and upload that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The path {whole} holds bytes that are no text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename it, then add it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a device or a pipe, not a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state} → {state2} on {name__}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the package again from the authoring tool and upload that file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is not a readable ZIP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file in the ZIP is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy or download the file again, or export it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder was zipped, not its contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder, select everything in it and zip that, so that imsmanifest.xml lies at the top.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no imsmanifest.xml</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the authoring tool, publish for LMS and choose SCORM 1.2 or SCORM 2004.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ZIP holds just another ZIP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the inner ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest's name is in the wrong case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename it to imsmanifest.xml.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names in the ZIP use backslashes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip the contents again with another program; names in a ZIP have forward slashes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names in the ZIP begin at a drive or root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip the contents again, without full paths.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name in the ZIP leads out of the package</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove that entry and zip again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ZIP is encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip the contents again without a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many systems cannot unpack it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip the contents again with “Deflate” (7-Zip: method Deflate; Windows Explorer changes method above 2 GB).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names beyond ASCII are not stored as UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip the contents again with a program that writes UTF-8 names, or use plain letters in file names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>APPNOTE appendix D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name breaks in URLs or on Windows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the file and publish again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A path is too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten folder and file names and publish again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files of the operating system are in the ZIP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They do no harm; leave them out to make the package smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two files have the same name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename one of them, or remove the one that is not meant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It would unpack to an absurd size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the file named, or export the package again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is over 10 GiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compress its films, or split the course into several packages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file's name does not end in .zip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename it so that it ends in .zip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server pages are in the package</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove them: a package runs in the browser alone, and several systems refuse such files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest is not well-formed XML</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest's encoding is not the one it declares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save imsmanifest.xml as UTF-8 and declare UTF-8 in its first line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest declares a document type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest is over 32 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not a SCORM manifest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest does not say which SCORM it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest contradicts itself about the SCORM version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish again for one version; some systems believe the one, some the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most systems show nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The default organization does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are several organizations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most systems show the default one alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An item refers to a resource that does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let its identifierref name a resource's identifier, or publish again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An item cannot work where it stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give each item without children a resource, and (in SCORM 2004) none to an item with children.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An identifier stands twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give each item and resource an identifier of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An identifier is no XML ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin identifiers with a letter or underscore and use letters, digits, “.”, “-” and “_” alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to launch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish again: an item has to refer to a resource with an href.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A launched resource is not marked as SCO or asset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write adlcp:scormtype (SCORM 1.2) or adlcp:scormType (2004) with “sco” or “asset”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A launch file is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish again, and zip everything the tool wrote.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A listed file is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish again, or remove it from the manifest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file's name differs in upper and lower case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the file the very name the manifest uses; on most servers the two are different files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reference is no relative URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it relative to the manifest, with forward slashes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The content lives elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the files into the package; from another server most content cannot reach the LMS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files are listed in no resource</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most systems serve them all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A metadata file is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not keep the course from running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schema files (XSD) are not in the package</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some systems warn “cvc-elt.1”; that is safe to ignore.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course has no proper title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the course a title and publish again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A passing score is out of range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use 0 to 100 for adlcp:masteryscore, -1 to 1 for minNormalizedMeasure, 0 to 1 for a completion threshold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A manifest stands inside the manifest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most systems ignore it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A SCO is used by no item</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learners never meet it; add an item for it or leave it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sequencing rule cannot work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the rule in the authoring tool.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new version has another structure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the identifiers of items and resources when you publish a new version, or upload it as a new package.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course has its tool's default identifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it one of its own; some systems take two courses with the same identifier for one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen system does not read this version of SCORM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish for a version that it reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A SCO never speaks to the LMS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish again for SCORM; a page without tracking is an asset (adlcp:scormtype=“asset”).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scripts are those of the other SCORM version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish again for the version that the manifest declares; the LMS offers that version's API alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing reports that a learner has finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the authoring tool, choose what completes the course (pages seen, or a quiz passed) and publish again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages load something over http</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the files into the package, or load them over https; browsers block http inside a page on https.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The content lives on another server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs that server to be reachable for each learner, and a licence that lasts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flash is embedded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish again as HTML5; browsers have not played Flash since 2021.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A film or sound is in a format that no browser plays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convert it to MP4 (H.264 and AAC), WebM or MP3 and publish again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} and {most} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be looked into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The findings say what is wrong with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} and {SHOWN} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And {rest} more like these; the first: {message}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved everything in “{folder}” up to the top of the ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renamed {before} to {MANIFEST_NAME}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrote the manifest as UTF-8, and that it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out {found}: {found2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took drive or root away from {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrote forward slashes in {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored {found} as UTF-8, as the manifest writes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compressed {found} with Deflate: {found2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrote {count} bare “&amp;” in the manifest as “&amp;amp;”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upper and lower case: {told}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the manifest now says {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is now {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {name} cannot be packed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder “{name}” is no course.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer's disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check who may read its files, and that the disk has room for a copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {MANIFEST_NAME} in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder that holds {MANIFEST_NAME}, or a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room for a ZIP of {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a name that no ZIP can hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{when} · AllureConnect Desktop {version__} · nothing was run, nothing was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server would refuse this file</source>
        <translation>Der Server würde diese Datei ablehnen</translation>
    </message>
    <message>
        <source>Would not start in an LMS</source>
        <translation>Würde in einem LMS nicht starten</translation>
    </message>
    <message>
        <source>Should run, with {warnings}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check of {reports} packages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every file read and compared with its checksum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without the byte-for-byte pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> style='padding-left: {depth}rem'</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first {MOST_FILES} of {total} files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked for</source>
        <translation>Geprüft für</translation>
    </message>
    <message>
        <source>Starts with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size_bytes}, unpacked {unpacked_bytes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {seconds} s, {pass_words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report cannot be written to {target}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another place for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AllureConnect Desktop can mend this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} reads SCORM {standards}; this is SCORM {standard}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish for SCORM {standards}. Source: {source}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no target “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no [validation] table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {name}, target is no text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no finding “{code}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{severity}” is no severity (error, warning, note or off)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{code} is always an error: no system can open such a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of: {target_names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is no TOML file: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write [validation] and below it lines such as: "manifest.file-missing" = "error"</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {name}, {severity}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean {near}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took {member} out of the ZIP around it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The repaired copy cannot be written to {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fixed {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The original is never changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name another file for the repaired copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be repaired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room for the repaired copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or choose another place; the original is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an Articulate Storyline project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an Adobe Captivate project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Lectora project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an eXeLearning project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PowerPoint presentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an Articulate or iSpring quiz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an Articulate Engage interaction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an Articulate Presenter project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an Adobe Captivate video project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an ActivePresenter project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Camtasia project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Moodle backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Word document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is {lower}, not a published course.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish for LMS first, as SCORM 1.2 or SCORM 2004, and upload the ZIP that it writes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} encrypted: {found2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ends in {suffix}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no ending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} compressed with {shown_names}, which few systems read: {found3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpacked it would have {total} GiB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} lies where another file of the ZIP lies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} {ending}; the server wants a .zip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>method {method}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has {size} bytes made of {compressed_size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files in the ZIP overlap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programs or documents with macros are in the package</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browsers download them instead of showing them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} SCOs ({names2})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pages} and {pages2} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no script looks for the LMS (the SCORM API)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: no script looks for the LMS (the SCORM API); {path}, which it runs, is not in the ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the scripts speak {other} and nothing else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a status or an end of the session could not be found in any script</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the content comes from {hosts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked as asset, but {names} {verb} the LMS, which keeps nothing for an asset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{alone}: nothing but a Flash film (.swf), which no browser plays any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} embeds {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An asset speaks to the LMS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark it as “sco”, or publish again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pages}: a Flash film (.swf) is embedded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>untitled course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>course title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>insert title here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your title here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lorem ipsum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The default organization has no title.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} is “{value}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The title is “{words}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{where} allows neither flow nor choice, so nobody can enter it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rule of {where} refers to the objective “{reference}”, which it does not have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rule of {where} has the unknown condition “{kind}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The title has {words} characters; many systems cut it at {LONGEST_TITLE}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course relies on sequencing rules, which some systems ignore.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course uses sequencing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it in the system it is meant for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The completion threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2004 2nd edition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2004 3rd edition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2004 4th edition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not look like a course.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> ({nested} manifests in all)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>imsmanifest.xml lies in “{folder}” and not at the top{others}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks like a cmi5 course (cmi5.xml).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks like an xAPI (Tin Can) course (tincan.xml).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks like an AICC course.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks like an H5P file (h5p.json).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks like a Moodle backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks like an eXeLearning project; export it as SCORM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks like an Articulate Storyline project; publish it for LMS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks like an Office document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks like a web export, not one for an LMS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (line {line}, column {column})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCORM {standard} was assumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing else tells it either</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file in the ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All it holds is {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no imsmanifest.xml in the ZIP. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>common cartridge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its imsmanifest.xml is that of a Common Cartridge, not of SCORM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The namespace “{namespace}” is not one of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has none of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ZIP is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is called {name}, not imsmanifest.xml.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write each bare “&amp;” as “&amp;amp;”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a Common Cartridge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It names a DTD; some systems refuse such a manifest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest's namespace is unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish again; SCORM 1.2 uses {CP_NAMESPACES}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} with a drive or root: {found2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than the {LONGEST_PATH} many systems take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than the {LONGEST_WINDOWS_PATH} of Windows once it is unpacked into a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is in the ZIP twice; systems differ in which one they take.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} and {name2} differ in case alone: on Windows one is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has {length} characters, {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} climbs out of the package.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} with backslashes: {found2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has “{what}” in its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a symbolic link.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> {first} would not be found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows cannot unpack {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a symbolic link in the ZIP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the file itself there and zip again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 item is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{identifiers} items are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gone} no longer there ({gone2})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{new} new ({new2})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{moved} of another kind (SCO or asset): {moved2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the course's identifier was “{replaced}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Its xml:base is “{base}”.{without}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Without it the file would be found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest says {path}, the ZIP has {stored}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>xml:base=“{base}” lacks its closing slash: systems differ in what it means.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} files are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listed files lie elsewhere: {external}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest writes {paths} with other Unicode characters (NFD against NFC) than the ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} listed nowhere: {found}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no XSD in the ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The resource “{identifier}” starts {href}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name is written in two ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{href} has backslashes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not in the ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{href} is an absolute path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not in the ZIP; the resource “{identifier}” starts it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no item in its organization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no organization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {kind}'s identifier is “{identifier}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest has {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The resource “{name}” has no adlcp:{right}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> of {tool}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No item or resource leads to a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>default is “{default}”, which no organization has; the first one was assumed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are {identifiers}: {identifiers2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No item of the default organization leads to a resource with an href.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The resource “{name}” says adlcp:{scorm_type_attribute}; here it is adlcp:{right}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No item uses {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} inside the manifest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{identifier}” is a default{of}, which many courses share.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The item “{identifier}” refers to “{identifierref}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every item that could be launched is hidden (isvisible=“false”).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The item “{name}” has neither a resource nor children.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two of its {kind}s are called “{identifier}” (line {identifier3} and line {line}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The resource “{name}” has adlcp:{right}=“{scorm_type}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All items are hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show at least one item.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The item “{name}” has both a resource and children.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is the folder of a package, not a ZIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip what is in it, so that imsmanifest.xml lies at the top of the ZIP, and choose that file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has {size} bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers “true” and keeps only the first 4,096 characters of suspend data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuses “not attempted” from a course, knows no sequencing, and says 201 where the standard says 401.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the strict LMS; the course opens in a window of its own and has to look for the run-time in its opener.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuses whatever the standard does not allow, and keeps no more than it guarantees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps 64,000 characters of suspend data in SCORM 1.2 too, and takes “Completed” for “completed”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CourseView</name>
    <message>
        <source>Course</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Save the file of the course</source>
        <translation>Datei des Kurses speichern</translation>
    </message>
</context>
<context>
    <name>DataPane</name>
    <message>
        <source>Data model</source>
        <translation>Datenmodell</translation>
    </message>
    <message>
        <source>Filter elements</source>
        <translation>Elemente filtern</translation>
    </message>
    <message>
        <source>Changed since the start</source>
        <translation>Seit Beginn geändert</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>Noch keine Daten</translation>
    </message>
    <message>
        <source>The run-time's data stand here as soon as a part of the course begins.</source>
        <translation>Hier stehen die Laufzeitdaten, sobald ein Teil des Kurses beginnt.</translation>
    </message>
    <message>
        <source>Nothing matches the filter</source>
        <translation>Nichts passt zum Filter</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>1 value is set when the next attempt begins.</source>
        <translation>1 Wert wird gesetzt, wenn der nächste Versuch beginnt.</translation>
    </message>
    <message>
        <source>{count} values are set when the next attempt begins.</source>
        <translation>{count} Werte werden gesetzt, wenn der nächste Versuch beginnt.</translation>
    </message>
    <message>
        <source>Double-click a value to change it. What differs from the start is coloured.</source>
        <translation>Doppelklicken Sie auf einen Wert, um ihn zu ändern. Was vom Anfang abweicht, ist farbig.</translation>
    </message>
</context>
<context>
    <name>DataTree</name>
    <message>
        <source>Element</source>
        <translation>Element</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>At the start of the attempt: {value}</source>
        <translation>Am Anfang des Versuchs: {value}</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(leer)</translation>
    </message>
</context>
<context>
    <name>DetailsForm</name>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Duration, hours</source>
        <translation>Dauer, Stunden</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>Duration, minutes</source>
        <translation>Dauer, Minuten</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>Duration as the server has it</source>
        <translation>Dauer, wie der Server sie hat</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Custom metadata</source>
        <translation>Eigene Metadaten</translation>
    </message>
    <message>
        <source>Facts (the title comes from the manifest)</source>
        <translation>Angaben (der Titel kommt aus dem Manifest)</translation>
    </message>
    <message>
        <source>Show the raw record</source>
        <translation>Rohdaten zeigen</translation>
    </message>
    <message>
        <source>The record as the server sent it</source>
        <translation>Der Datensatz, wie ihn der Server schickte</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Save details</source>
        <translation>Details speichern</translation>
    </message>
    <message>
        <source>Hide the raw record</source>
        <translation>Rohdaten verbergen</translation>
    </message>
    <message>
        <source>Saved the details of “{title}”</source>
        <translation>Details von „{title}“ gespeichert</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>Noch einmal speichern</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Speichert…</translation>
    </message>
</context>
<context>
    <name>DiffPane</name>
    <message>
        <source>Change before</source>
        <translation>Vorige Änderung</translation>
    </message>
    <message>
        <source>Next change</source>
        <translation>Nächste Änderung</translation>
    </message>
    <message>
        <source>lines {first}–{last} of {count}</source>
        <translation>Zeilen {first}–{last} von {count}</translation>
    </message>
    <message>
        <source>Change {number} of {count}</source>
        <translation>Änderung {number} von {count}</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>Kein Unterschied</translation>
    </message>
</context>
<context>
    <name>DiffView</name>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Change {number} of {count}. Before: {before}. Now: {after}</source>
        <translation>Änderung {number} von {count}. Vorher: {before}. Jetzt: {after}</translation>
    </message>
</context>
<context>
    <name>Dot</name>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message numerus="yes">
        <source>New package: check, then upload %n file(s)</source>
        <translation><numerusform>Neues Paket: %n Datei prüfen, dann hochladen</numerusform><numerusform>Neues Paket: %n Dateien prüfen, dann hochladen</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>New package: only check %n file(s)</source>
        <translation><numerusform>Neues Paket: %n Datei nur prüfen</numerusform><numerusform>Neues Paket: %n Dateien nur prüfen</numerusform></translation>
    </message>
    <message>
        <source>Several files are always new packages. Hold Alt: check only</source>
        <translation>Mehrere Dateien sind immer neue Pakete. Alt halten: nur prüfen</translation>
    </message>
    <message>
        <source>Or drop on a package below: it becomes its next version</source>
        <translation>Oder unten auf einem Paket ablegen: wird dessen nächste Version</translation>
    </message>
    <message>
        <source>Release: version {number} of “{title}”</source>
        <translation>Loslassen: Version {number} von „{title}“</translation>
    </message>
    <message>
        <source>Release: a new version of “{title}”</source>
        <translation>Loslassen: neue Version von „{title}“</translation>
    </message>
    <message>
        <source>You see what changed before anything is uploaded.</source>
        <translation>Sie sehen, was sich geändert hat, bevor etwas hochgeladen wird.</translation>
    </message>
    <message>
        <source>Release: 1 new package</source>
        <translation>Loslassen: 1 neues Paket</translation>
    </message>
    <message>
        <source>Release: {count} new packages</source>
        <translation>Loslassen: {count} neue Pakete</translation>
    </message>
    <message>
        <source>Checked first. Sound files go on, doubtful ones wait in Uploads.</source>
        <translation>Zuerst geprüft. Einwandfreie Dateien gehen weiter, zweifelhafte warten unter Uploads.</translation>
    </message>
    <message>
        <source>Checked on this computer. Nothing is uploaded until you say so.</source>
        <translation>Auf diesem Computer geprüft. Hochgeladen wird nichts, bis Sie es sagen.</translation>
    </message>
    <message>
        <source>Then drop the files again.</source>
        <translation>Legen Sie die Dateien dann noch einmal ab.</translation>
    </message>
</context>
<context>
    <name>DropHint</name>
    <message>
        <source>Drop SCORM ZIPs or course folders anywhere in this window</source>
        <translation>Legen Sie SCORM-ZIPs oder Kursordner irgendwo in diesem Fenster ab</translation>
    </message>
    <message>
        <source>They are checked at once. Without a connection they wait in Uploads as “Ready to upload”.</source>
        <translation>Sie werden gleich geprüft. Ohne Verbindung warten sie unter Uploads als „Bereit zum Upload“.</translation>
    </message>
    <message>
        <source>{keys} chooses files</source>
        <translation>{keys} wählt Dateien</translation>
    </message>
</context>
<context>
    <name>ExplanationCard</name>
    <message>
        <source>Explanation</source>
        <translation>Erklärung</translation>
    </message>
    <message>
        <source>Show source</source>
        <translation>Quelle zeigen</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
</context>
<context>
    <name>FactList</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>SCOs</source>
        <translation>SCOs</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Uploaded by</source>
        <translation>Hochgeladen von</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
</context>
<context>
    <name>FactsGrid</name>
    <message>
        <source>Facts of both versions</source>
        <translation>Angaben beider Versionen</translation>
    </message>
</context>
<context>
    <name>FactsModel</name>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}: {value}</translation>
    </message>
    <message>
        <source>{name} changed: before {before}, now {after}</source>
        <translation>{name} geändert: vorher {before}, jetzt {after}</translation>
    </message>
</context>
<context>
    <name>FactsView</name>
    <message>
        <source>Facts of both sides</source>
        <translation>Angaben beider Seiten</translation>
    </message>
</context>
<context>
    <name>FileWatch</name>
    <message>
        <source>The file was changed on disk</source>
        <translation>Die Datei wurde auf der Platte geändert</translation>
    </message>
    <message>
        <source>What plays here is no longer what is in it.</source>
        <translation>Was hier läuft, ist nicht mehr, was in ihr steht.</translation>
    </message>
    <message>
        <source>Play the new file</source>
        <translation>Neue Datei spielen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>The file is no longer where it was</source>
        <translation>Die Datei ist nicht mehr, wo sie war</translation>
    </message>
    <message>
        <source>It plays on until this window is closed.</source>
        <translation>Sie läuft weiter, bis dieses Fenster geschlossen wird.</translation>
    </message>
</context>
<context>
    <name>FilesModel</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Was das bedeutet</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>added</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verschoben</translation>
    </message>
    <message>
        <source>{before} before, {after} now</source>
        <translation>vorher {before}, jetzt {after}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>{count} bytes</source>
        <translation>{count} Bytes</translation>
    </message>
    <message>
        <source>And {count} more: search for them</source>
        <translation>Und {count} mehr: suchen Sie danach</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>not in the manifest</source>
        <translation>nicht im Manifest</translation>
    </message>
    <message>
        <source>of the operating system</source>
        <translation>vom Betriebssystem</translation>
    </message>
</context>
<context>
    <name>FilesView</name>
    <message>
        <source>Files of both sides</source>
        <translation>Dateien beider Seiten</translation>
    </message>
    <message>
        <source>Search files</source>
        <translation>Dateien suchen</translation>
    </message>
    <message>
        <source>Which files</source>
        <translation>Welche Dateien</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Reading the ZIP…</source>
        <translation>Liest das ZIP…</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Missing ({count})</source>
        <translation>Fehlend ({count})</translation>
    </message>
    <message>
        <source>Not in the manifest ({count})</source>
        <translation>Nicht im Manifest ({count})</translation>
    </message>
    <message>
        <source>Of the operating system ({count})</source>
        <translation>Vom Betriebssystem ({count})</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>{count} files</source>
        <translation>{count} Dateien</translation>
    </message>
    <message>
        <source>{files}, {size} unpacked</source>
        <translation>{files}, {size} entpackt</translation>
    </message>
    <message>
        <source>No file matches</source>
        <translation>Keine Datei passt</translation>
    </message>
    <message>
        <source>The first {shown} of {count} files that match</source>
        <translation>Die ersten {shown} von {count} passenden Dateien</translation>
    </message>
    <message>
        <source>1 file matches</source>
        <translation>1 Datei passt</translation>
    </message>
    <message>
        <source>{count} files match</source>
        <translation>{count} Dateien passen</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>SCORM</source>
        <translation>SCORM</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Order, columns and rows</source>
        <translation>Reihenfolge, Spalten und Zeilen</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>any time</source>
        <translation>jederzeit</translation>
    </message>
    <message>
        <source>last 24 hours</source>
        <translation>letzte 24 Stunden</translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation>letzte 7 Tage</translation>
    </message>
    <message>
        <source>last 30 days</source>
        <translation>letzte 30 Tage</translation>
    </message>
    <message>
        <source>last year</source>
        <translation>letztes Jahr</translation>
    </message>
    <message>
        <source>below 10 MB</source>
        <translation>unter 10 MB</translation>
    </message>
    <message>
        <source>10 to 100 MB</source>
        <translation>10 bis 100 MB</translation>
    </message>
    <message>
        <source>100 MB to 1 GB</source>
        <translation>100 MB bis 1 GB</translation>
    </message>
    <message>
        <source>above 1 GB</source>
        <translation>über 1 GB</translation>
    </message>
    <message>
        <source>Newest change first</source>
        <translation>Neueste Änderung zuerst</translation>
    </message>
    <message>
        <source>Oldest change first</source>
        <translation>Älteste Änderung zuerst</translation>
    </message>
    <message>
        <source>Title from A to Z</source>
        <translation>Titel von A bis Z</translation>
    </message>
    <message>
        <source>Title from Z to A</source>
        <translation>Titel von Z bis A</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>Größte zuerst</translation>
    </message>
    <message>
        <source>Smallest first</source>
        <translation>Kleinste zuerst</translation>
    </message>
    <message>
        <source>Most versions first</source>
        <translation>Meiste Versionen zuerst</translation>
    </message>
    <message>
        <source>Fewest versions first</source>
        <translation>Wenigste Versionen zuerst</translation>
    </message>
    <message>
        <source>By standard</source>
        <translation>Nach Standard</translation>
    </message>
    <message>
        <source>By standard, newest first</source>
        <translation>Nach Standard, neueste zuerst</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>Kompakte Zeilen</translation>
    </message>
</context>
<context>
    <name>FindingItem</name>
    <message>
        <source>Fixed</source>
        <translation>Behoben</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Fixed in the copy</source>
        <translation>In der Kopie behoben</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <source>Show line {number}</source>
        <translation>Zeile {number} zeigen</translation>
    </message>
    <message>
        <source>Show in manifest</source>
        <translation>Im Manifest zeigen</translation>
    </message>
    <message>
        <source>Show file</source>
        <translation>Datei zeigen</translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Show {count} more</source>
        <translation>{count} weitere zeigen</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Nothing here yet. Three ways to begin</source>
        <translation>Noch nichts hier. Drei Wege, anzufangen</translation>
    </message>
    <message>
        <source>In any order, and each can be done later.</source>
        <translation>In beliebiger Folge, und jeder geht auch später.</translation>
    </message>
    <message>
        <source>Check a file</source>
        <translation>Eine Datei prüfen</translation>
    </message>
    <message>
        <source>See in seconds whether a SCORM ZIP would run, and what to mend. Everything happens on this computer; no account needed.</source>
        <translation>Sehen Sie in Sekunden, ob ein SCORM-ZIP laufen würde und was zu beheben ist. Alles geschieht auf diesem Computer; kein Konto nötig.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Connect to AllureConnect</source>
        <translation>Mit AllureConnect verbinden</translation>
    </message>
    <message>
        <source>See the library, upload new packages and new versions. You need an API key and the tenant id; the dialog says where they are.</source>
        <translation>Sehen Sie die Bibliothek, laden Sie neue Pakete und Versionen hoch. Sie brauchen einen API-Schlüssel und die Mandanten-Id; der Dialog sagt, wo beide stehen.</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>Try with the sandbox</source>
        <translation>Mit der Sandbox ausprobieren</translation>
    </message>
    <message>
        <source>Starts a server on this computer with 3 demo courses:</source>
        <translation>Startet einen Server auf diesem Computer mit 3 Beispielkursen:</translation>
    </message>
    <message>
        <source>one is sound</source>
        <translation>einer ist einwandfrei</translation>
    </message>
    <message>
        <source>one has mistakes that can be mended</source>
        <translation>einer hat Fehler, die sich beheben lassen</translation>
    </message>
    <message>
        <source>one fails only while it runs</source>
        <translation>einer scheitert erst, während er läuft</translation>
    </message>
    <message>
        <source>Start sandbox</source>
        <translation>Sandbox starten</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Parts of the inspector</source>
        <translation>Teile des Inspektors</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Data model</source>
        <translation>Datenmodell</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>Konsole</translation>
    </message>
    <message>
        <source>1 error</source>
        <translation>1 Fehler</translation>
    </message>
    <message>
        <source>{count} errors</source>
        <translation>{count} Fehler</translation>
    </message>
    <message>
        <source>{count} missing or blocked</source>
        <translation>{count} fehlend oder blockiert</translation>
    </message>
    <message>
        <source>{count} errors of scripts</source>
        <translation>{count} Skriptfehler</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Show the key</source>
        <translation>Schlüssel zeigen</translation>
    </message>
    <message>
        <source>Kept in the keyring. Type to replace it</source>
        <translation>Im Schlüsselbund. Zum Ersetzen tippen</translation>
    </message>
    <message>
        <source>The key is missing.</source>
        <translation>Der Schlüssel fehlt.</translation>
    </message>
    <message>
        <source>Enter the API key of this server.</source>
        <translation>Geben Sie den API-Schlüssel dieses Servers ein.</translation>
    </message>
    <message>
        <source>Hide the key</source>
        <translation>Schlüssel verbergen</translation>
    </message>
</context>
<context>
    <name>KeyHint</name>
    <message>
        <source>In AllureConnect: Settings → API keys, for both the key and the tenant id</source>
        <translation>In AllureConnect: Settings → API keys, für Schlüssel und Mandanten-Id</translation>
    </message>
    <message>
        <source>Open that page</source>
        <translation>Diese Seite öffnen</translation>
    </message>
</context>
<context>
    <name>KeyringBand</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>Launch</name>
    <message>
        <source>link has ended</source>
        <translation>Link abgelaufen</translation>
    </message>
    <message>
        <source>link ends in {clock}</source>
        <translation>Link endet in {clock}</translation>
    </message>
    <message>
        <source>The page was not opened: its certificate is not trusted.</source>
        <translation>Die Seite wurde nicht geöffnet: Ihrem Zertifikat wird nicht vertraut.</translation>
    </message>
    <message>
        <source>{cause}.</source>
        <translation>{cause}.</translation>
    </message>
    <message>
        <source>Ask whoever runs the server; a proxy on the way can be the cause as well.</source>
        <translation>Fragen Sie den Betreiber des Servers; auch ein Proxy auf dem Weg kann die Ursache sein.</translation>
    </message>
    <message>
        <source>The course made the web view crash.</source>
        <translation>Der Kurs hat die Webansicht zum Absturz gebracht.</translation>
    </message>
    <message>
        <source>The page's process ended with code {code}.</source>
        <translation>Der Prozess der Seite endete mit Code {code}.</translation>
    </message>
    <message>
        <source>Reload it. What the course had saved until then is on the server.</source>
        <translation>Laden Sie neu. Was der Kurs bis dahin gespeichert hat, ist auf dem Server.</translation>
    </message>
    <message>
        <source>The page has stayed empty for 10 seconds.</source>
        <translation>Die Seite ist seit 10 Sekunden leer.</translation>
    </message>
    <message>
        <source>The server is slow, or the course does not start in this web view.</source>
        <translation>Der Server ist langsam, oder der Kurs startet in dieser Webansicht nicht.</translation>
    </message>
    <message>
        <source>Reload it, or open it in your browser.</source>
        <translation>Laden Sie sie neu, oder öffnen Sie sie im Browser.</translation>
    </message>
    <message>
        <source>The page could not be loaded.</source>
        <translation>Die Seite konnte nicht geladen werden.</translation>
    </message>
    <message>
        <source>The web view says: {cause}.</source>
        <translation>Die Webansicht sagt: {cause}.</translation>
    </message>
    <message>
        <source>Look whether the network is there, then reload.</source>
        <translation>Sehen Sie nach, ob das Netz da ist, dann laden Sie neu.</translation>
    </message>
</context>
<context>
    <name>LaunchSideBar</name>
    <message>
        <source>STRUCTURE</source>
        <translation>STRUKTUR</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Learner</source>
        <translation>Lernende</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Session id</source>
        <translation>Id der Sitzung</translation>
    </message>
    <message>
        <source>Copy the session id</source>
        <translation>Id der Sitzung kopieren</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>fortgesetzt</translation>
    </message>
    <message>
        <source>new, not resumed</source>
        <translation>neu, nicht fortgesetzt</translation>
    </message>
    <message>
        <source>1 SCO</source>
        <translation>1 SCO</translation>
    </message>
    <message>
        <source>{count} SCOs</source>
        <translation>{count} SCOs</translation>
    </message>
    <message>
        <source>From the manifest. The server keeps the progress, so no status is shown here.</source>
        <translation>Aus dem Manifest. Den Fortschritt hat der Server, daher steht hier kein Status.</translation>
    </message>
    <message>
        <source>Not known on this computer: the version on the server was uploaded elsewhere.</source>
        <translation>Auf diesem Computer nicht bekannt: Die Version auf dem Server wurde anderswo hochgeladen.</translation>
    </message>
</context>
<context>
    <name>LaunchWindow</name>
    <message>
        <source>Show or hide the structure</source>
        <translation>Struktur ein- oder ausblenden</translation>
    </message>
    <message>
        <source>New version…</source>
        <translation>Neue Version…</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>Auf dem Server</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>SCORM {standard}</source>
        <translation>SCORM {standard}</translation>
    </message>
    <message>
        <source>Counts as one launch</source>
        <translation>Zählt als ein Start</translation>
    </message>
    <message>
        <source>· preview learner</source>
        <translation>· Vorschau-Lernende</translation>
    </message>
    <message>
        <source>Launch again</source>
        <translation>Noch einmal starten</translation>
    </message>
    <message>
        <source>Counts as another launch</source>
        <translation>Zählt als weiterer Start</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>der Server</translation>
    </message>
    <message>
        <source>Launching on {host}</source>
        <translation>Startet auf {host}</translation>
    </message>
    <message>
        <source>A new session begins.</source>
        <translation>Eine neue Sitzung beginnt.</translation>
    </message>
    <message>
        <source>preview learner</source>
        <translation>Vorschau-Lernende</translation>
    </message>
    <message>
        <source>The launch did not come about.</source>
        <translation>Der Start kam nicht zustande.</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>This view cannot play this video format</source>
        <translation>Diese Ansicht kann das Videoformat nicht abspielen</translation>
    </message>
    <message>
        <source>The course uses H.264 or AAC, which your browser most likely plays.</source>
        <translation>Der Kurs benutzt H.264 oder AAC, was Ihr Browser sehr wahrscheinlich abspielt.</translation>
    </message>
    <message>
        <source>The link has ended: launch again first</source>
        <translation>Der Link ist abgelaufen: zuerst noch einmal starten</translation>
    </message>
</context>
<context>
    <name>LearnerSheet</name>
    <message>
        <source>Learner and initial data</source>
        <translation>Lernende und Anfangsdaten</translation>
    </message>
    <message>
        <source>A new attempt begins with them.</source>
        <translation>Ein neuer Versuch beginnt mit ihnen.</translation>
    </message>
    <message>
        <source>as the course wants it; or de, en-GB …</source>
        <translation>wie der Kurs es will; oder de, en-GB …</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Initial data</source>
        <translation>Anfangsdaten</translation>
    </message>
    <message>
        <source>One element a line. They are put over what every part begins with.</source>
        <translation>Ein Element je Zeile. Sie kommen über das, womit jeder Teil beginnt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Begin a new attempt</source>
        <translation>Neuen Versuch beginnen</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>SCORM {standard} Edition</source>
        <translation>SCORM {standard} Edition</translation>
    </message>
    <message>
        <source>SCORM {standard}</source>
        <translation>SCORM {standard}</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} h</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>1 SCO</source>
        <translation>1 SCO</translation>
    </message>
    <message>
        <source>{count} SCOs</source>
        <translation>{count} SCOs</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>tags {tags}</source>
        <translation>Tags {tags}</translation>
    </message>
    <message>
        <source>changed {when}</source>
        <translation>geändert {when}</translation>
    </message>
    <message>
        <source>1 package</source>
        <translation>1 Paket</translation>
    </message>
    <message>
        <source>{count} packages</source>
        <translation>{count} Pakete</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>SCORM</source>
        <translation>SCORM</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
</context>
<context>
    <name>LimitsButton</name>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Limited to {rate}</source>
        <translation>Begrenzt auf {rate}</translation>
    </message>
    <message>
        <source>Speed of all uploads</source>
        <translation>Tempo aller Uploads</translation>
    </message>
    <message>
        <source>Files at once: {count}</source>
        <translation>Dateien zugleich: {count}</translation>
    </message>
    <message>
        <source>Parts at once: {count}</source>
        <translation>Teile zugleich: {count}</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
</context>
<context>
    <name>ListHead</name>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Search packages</source>
        <translation>Pakete suchen</translation>
    </message>
    <message>
        <source>Search title, tag, file, id</source>
        <translation>Titel, Tag, Datei, Id suchen</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Add packages…</source>
        <translation>Pakete hinzufügen…</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>Replace key…</source>
        <translation>Schlüssel ersetzen…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>liest…</translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{shown} von {all}</translation>
    </message>
    <message>
        <source>{packages} · as of {time}</source>
        <translation>{packages} · Stand {time}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>The window is still opening.</source>
        <translation>Das Fenster öffnet sich noch.</translation>
    </message>
    <message>
        <source>AllureConnect Desktop</source>
        <translation>AllureConnect Desktop</translation>
    </message>
    <message>
        <source>Close the dialog first.</source>
        <translation>Schließen Sie zuerst den Dialog.</translation>
    </message>
    <message>
        <source>Close the dialog first</source>
        <translation>Zuerst den Dialog schließen</translation>
    </message>
    <message>
        <source>Added to Uploads, for “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox did not start.</source>
        <translation>Die Sandbox ist nicht gestartet.</translation>
    </message>
    <message>
        <source>Start sandbox</source>
        <translation>Sandbox starten</translation>
    </message>
</context>
<context>
    <name>ManifestView</name>
    <message>
        <source>Find in the manifest</source>
        <translation>Im Manifest suchen</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>Manifest</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Vorige Seite</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Nächste Seite</translation>
    </message>
    <message>
        <source>Reading the manifest…</source>
        <translation>Liest das Manifest…</translation>
    </message>
    <message>
        <source>There is no imsmanifest.xml in this ZIP.</source>
        <translation>In diesem ZIP ist keine imsmanifest.xml.</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>{count} lines</source>
        <translation>{count} Zeilen</translation>
    </message>
    <message>
        <source>Lines {first} to {last} of {count}; find looks through all</source>
        <translation>Zeilen {first} bis {last} von {count}; die Suche geht durch alle</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} von {count}</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
</context>
<context>
    <name>Mended</name>
    <message>
        <source>A fixed copy is used; your file is not touched</source>
        <translation>Eine behobene Kopie wird genommen; Ihre Datei bleibt unberührt</translation>
    </message>
    <message>
        <source>Undo the fix</source>
        <translation>Beheben rückgängig machen</translation>
    </message>
</context>
<context>
    <name>Mender</name>
    <message>
        <source>The fix is undone. The copy was removed, your file is as it was</source>
        <translation>Das Beheben ist rückgängig gemacht. Die Kopie ist entfernt, Ihre Datei ist, wie sie war</translation>
    </message>
    <message>
        <source>1 fix</source>
        <translation>1 Korrektur</translation>
    </message>
    <message>
        <source>{count} fixes</source>
        <translation>{count} Korrekturen</translation>
    </message>
    <message>
        <source>{fixes} in a copy: {file}. Your file is not touched</source>
        <translation>{fixes} in einer Kopie: {file}. Ihre Datei bleibt unberührt</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Nothing could be mended in this file as it is now. Check it again to see what it holds</source>
        <translation>In dieser Datei war, so wie sie jetzt ist, nichts zu beheben. Prüfen Sie neu, um zu sehen, was sie enthält</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written, your file is as it was</source>
        <translation>Abgebrochen. Nichts wurde geschrieben, Ihre Datei ist, wie sie war</translation>
    </message>
    <message>
        <source>That did not work: {why}</source>
        <translation>Das ging nicht: {why}</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>What it can come from</source>
        <translation>Woher es kommen kann</translation>
    </message>
    <message>
        <source>What helps</source>
        <translation>Was hilft</translation>
    </message>
</context>
<context>
    <name>MetadataGrid</name>
    <message>
        <source>Add a key</source>
        <translation>Schlüssel hinzufügen</translation>
    </message>
    <message>
        <source>The key “{key}” stands there twice. Rename or remove one.</source>
        <translation>Den Schlüssel „{key}“ gibt es zweimal. Benennen Sie einen um, oder entfernen Sie ihn.</translation>
    </message>
</context>
<context>
    <name>Meter</name>
    <message>
        <source>Share of the limit</source>
        <translation>Anteil an der Grenze</translation>
    </message>
</context>
<context>
    <name>NewVersion</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>SCORM</source>
        <translation>SCORM</translation>
    </message>
    <message>
        <source>Launch file</source>
        <translation>Startdatei</translation>
    </message>
    <message>
        <source>Items (SCOs)</source>
        <translation>Elemente (SCOs)</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>ZIP size</source>
        <translation>ZIP-Größe</translation>
    </message>
    <message>
        <source>one replaced</source>
        <translation>eines ersetzt</translation>
    </message>
    <message>
        <source>{count} replaced</source>
        <translation>{count} ersetzt</translation>
    </message>
    <message>
        <source>one new</source>
        <translation>eines neu</translation>
    </message>
    <message>
        <source>{count} new</source>
        <translation>{count} neu</translation>
    </message>
    <message>
        <source>one gone</source>
        <translation>eines fehlt</translation>
    </message>
    <message>
        <source>{count} gone</source>
        <translation>{count} fehlen</translation>
    </message>
    <message>
        <source>The item “{title}” is gone, so its stored progress has no place to return to.</source>
        <translation>Das Element „{title}“ fehlt, sein gespeicherter Fortschritt hat also keinen Ort mehr.</translation>
    </message>
    <message>
        <source>“{first}” and {count} more</source>
        <translation>„{first}“ und {count} mehr</translation>
    </message>
    <message>
        <source>{items} are gone, so their stored progress has no place to return to.</source>
        <translation>{items} fehlen, ihr gespeicherter Fortschritt hat also keinen Ort mehr.</translation>
    </message>
    <message>
        <source>It has {new} items where the current version has {old}.</source>
        <translation>Sie hat {new} Elemente, die aktuelle Version hat {old}.</translation>
    </message>
    <message>
        <source>It changes from SCORM {old} to {new}, which keeps a learner's progress in another form.</source>
        <translation>Sie wechselt von SCORM {old} zu {new}, das den Fortschritt der Lernenden anders speichert.</translation>
    </message>
</context>
<context>
    <name>NewVersionSheet</name>
    <message>
        <source>New version of “{title}”</source>
        <translation>Neue Version von „{title}“</translation>
    </message>
    <message>
        <source>Note for this version, kept on this computer</source>
        <translation>Notiz zu dieser Version, auf diesem Computer</translation>
    </message>
    <message>
        <source>Note for this version</source>
        <translation>Notiz zu dieser Version</translation>
    </message>
    <message>
        <source>Let the server check it first</source>
        <translation>Zuerst vom Server prüfen lassen</translation>
    </message>
    <message>
        <source>Uploads all of it; the server checks it and nothing becomes visible until you go on.</source>
        <translation>Lädt alles hoch; der Server prüft es, und nichts wird sichtbar, bis Sie weitermachen.</translation>
    </message>
    <message>
        <source>Upload as a new package instead</source>
        <translation>Stattdessen als neues Paket hochladen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>On the server · version {number}</source>
        <translation>Auf dem Server · Version {number}</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>Auf dem Server</translation>
    </message>
    <message>
        <source>This file · will be version {number}</source>
        <translation>Diese Datei · wird Version {number}</translation>
    </message>
    <message>
        <source>This file</source>
        <translation>Diese Datei</translation>
    </message>
    <message>
        <source>Upload as version {number}</source>
        <translation>Als Version {number} hochladen</translation>
    </message>
    <message>
        <source>Upload as a new version</source>
        <translation>Als neue Version hochladen</translation>
    </message>
    <message>
        <source>Checking the file…</source>
        <translation>Prüft die Datei…</translation>
    </message>
    <message>
        <source>Version {number} on the server</source>
        <translation>Version {number} auf dem Server</translation>
    </message>
    <message>
        <source>{version}, uploaded {when}</source>
        <translation>{version}, hochgeladen {when}</translation>
    </message>
    <message>
        <source>{file}, saved {when}</source>
        <translation>{file}, gespeichert {when}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>See the findings in Uploads</source>
        <translation>Befunde unter Uploads ansehen</translation>
    </message>
    <message>
        <source>Upload anyway as version {number}</source>
        <translation>Trotzdem als Version {number} hochladen</translation>
    </message>
    <message>
        <source>Upload anyway</source>
        <translation>Trotzdem hochladen</translation>
    </message>
    <message>
        <source>Nothing changed since version {number}</source>
        <translation>Seit Version {number} nichts geändert</translation>
    </message>
    <message>
        <source>This file is the same, byte for byte, as the current version on the server.</source>
        <translation>Diese Datei ist Byte für Byte die aktuelle Version auf dem Server.</translation>
    </message>
    <message>
        <source>The ZIP was written anew, but every file in it is the same as in the current version.</source>
        <translation>Das ZIP wurde neu geschrieben, aber jede Datei darin ist wie in der aktuellen Version.</translation>
    </message>
    <message>
        <source>Learners who are half way may lose their bookmark and score</source>
        <translation>Wer mitten im Kurs ist, verliert vielleicht Lesezeichen und Punkte</translation>
    </message>
    <message>
        <source>Running sessions may stay on the current version.</source>
        <translation>Laufende Sitzungen bleiben vielleicht bei der aktuellen Version.</translation>
    </message>
</context>
<context>
    <name>News</name>
    <message>
        <source>“{title}” needs your attention</source>
        <translation>„{title}“ braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>{count} uploads need your attention</source>
        <translation>{count} Uploads brauchen Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>“{title}” is live</source>
        <translation>„{title}“ ist live</translation>
    </message>
    <message>
        <source>{count} packages are live</source>
        <translation>{count} Pakete sind live</translation>
    </message>
    <message>
        <source>1 package is live.</source>
        <translation>1 Paket ist live.</translation>
    </message>
    <message>
        <source>{count} packages are live.</source>
        <translation>{count} Pakete sind live.</translation>
    </message>
    <message>
        <source>1 upload needs your attention.</source>
        <translation>1 Upload braucht Ihre Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>{count} uploads need your attention.</source>
        <translation>{count} Uploads brauchen Ihre Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>The uploads have ended</source>
        <translation>Die Uploads sind zu Ende</translation>
    </message>
    <message>
        <source>All uploads are done</source>
        <translation>Alle Uploads sind fertig</translation>
    </message>
</context>
<context>
    <name>NextAct</name>
    <message>
        <source>Upload…</source>
        <translation>Hochladen…</translation>
    </message>
    <message>
        <source>Show in Uploads</source>
        <translation>In Uploads zeigen</translation>
    </message>
    <message>
        <source>Upload as version {number}</source>
        <translation>Als Version {number} hochladen</translation>
    </message>
</context>
<context>
    <name>NoteSheet</name>
    <message>
        <source>Note of version {number}</source>
        <translation>Notiz zu Version {number}</translation>
    </message>
    <message>
        <source>Note for this version, kept on this computer</source>
        <translation>Notiz zu dieser Version, auf diesem Computer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>Notiz speichern</translation>
    </message>
</context>
<context>
    <name>NothingHere</name>
    <message>
        <source>No package matches {filters}</source>
        <translation>Kein Paket passt zu {filters}</translation>
    </message>
    <message>
        <source>No package matches these filters</source>
        <translation>Kein Paket passt zu diesen Filtern</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>The list of this connection was never read.</source>
        <translation>Die Liste dieser Verbindung wurde noch nie gelesen.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>No packages here yet. Drop SCORM ZIPs anywhere in this window.</source>
        <translation>Noch keine Pakete. Legen Sie SCORM-ZIPs irgendwo in diesem Fenster ab.</translation>
    </message>
    <message>
        <source>Add packages…</source>
        <translation>Pakete hinzufügen…</translation>
    </message>
</context>
<context>
    <name>PackagePanel</name>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Select a package to see its versions and details.</source>
        <translation>Wählen Sie ein Paket, um Versionen und Details zu sehen.</translation>
    </message>
    <message>
        <source>Parts of the package</source>
        <translation>Teile des Pakets</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>More for this package</source>
        <translation>Mehr zu diesem Paket</translation>
    </message>
    <message>
        <source>Copy the id</source>
        <translation>Id kopieren</translation>
    </message>
    <message>
        <source>Launch address</source>
        <translation>Startadresse</translation>
    </message>
    <message>
        <source>Copy the launch address</source>
        <translation>Startadresse kopieren</translation>
    </message>
</context>
<context>
    <name>PackageTable</name>
    <message>
        <source>{count} bytes</source>
        <translation>{count} Bytes</translation>
    </message>
</context>
<context>
    <name>PackageView</name>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>12 min ago</source>
        <translation>vor 12 min</translation>
    </message>
</context>
<context>
    <name>PartsMap</name>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
</context>
<context>
    <name>PartsView</name>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
</context>
<context>
    <name>Performer</name>
    <message>
        <source>Copied: what happened to “{title}”</source>
        <translation>Kopiert: was mit „{title}“ geschah</translation>
    </message>
    <message>
        <source>That did not work: {why}</source>
        <translation>Das ging nicht: {why}</translation>
    </message>
    <message>
        <source>Upload it with its problems?</source>
        <translation>Mit seinen Problemen hochladen?</translation>
    </message>
    <message>
        <source>The check found 1 problem. The server may refuse the file, or learners may not be able to run it.</source>
        <translation>Die Prüfung fand 1 Problem. Der Server lehnt die Datei vielleicht ab, oder Lernende können sie nicht ausführen.</translation>
    </message>
    <message>
        <source>The check found {count} problems. The server may refuse the file, or learners may not be able to run it.</source>
        <translation>Die Prüfung fand {count} Probleme. Der Server lehnt die Datei vielleicht ab, oder Lernende können sie nicht ausführen.</translation>
    </message>
    <message>
        <source>Upload anyway</source>
        <translation>Trotzdem hochladen</translation>
    </message>
    <message>
        <source>Stopped “{title}”. What is uploaded stays until you remove it</source>
        <translation>„{title}“ gestoppt. Was hochgeladen ist, bleibt, bis Sie es entfernen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Remove it from the list?</source>
        <translation>Aus der Liste entfernen?</translation>
    </message>
    <message>
        <source>{size} already uploaded would have to be uploaded again. The file on this computer stays.</source>
        <translation>{size} sind schon hochgeladen und müssten noch einmal hochgeladen werden. Die Datei auf diesem Computer bleibt.</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Where is {file} now?</source>
        <translation>Wo ist {file} jetzt?</translation>
    </message>
    <message>
        <source>SCORM packages (*.zip)</source>
        <translation>SCORM-Pakete (*.zip)</translation>
    </message>
</context>
<context>
    <name>PlanSheet</name>
    <message>
        <source>Changes in the fixed copy</source>
        <translation>Änderungen in der behobenen Kopie</translation>
    </message>
    <message>
        <source>It is a new ZIP; your file is not touched:</source>
        <translation>Es ist ein neues ZIP; Ihre Datei bleibt unberührt:</translation>
    </message>
    <message>
        <source>The copy is checked again. What shows only then is told, and nothing else is changed unseen.</source>
        <translation>Die Kopie wird neu geprüft. Was erst dann sichtbar wird, wird gemeldet, und nichts sonst wird ungesehen geändert.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Fix and review…</source>
        <translation>Beheben und durchsehen…</translation>
    </message>
    <message>
        <source>Fix and upload</source>
        <translation>Beheben und hochladen</translation>
    </message>
    <message>
        <source>Make 1 change</source>
        <translation>1 Änderung vornehmen</translation>
    </message>
    <message>
        <source>Make {count} changes</source>
        <translation>{count} Änderungen vornehmen</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>From this file · {file}</source>
        <translation>Aus dieser Datei · {file}</translation>
    </message>
    <message>
        <source>Version {number} as it was uploaded · {file}</source>
        <translation>Version {number}, wie hochgeladen · {file}</translation>
    </message>
    <message>
        <source>Course size</source>
        <translation>Größe des Kurses</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Fit the window</source>
        <translation>Ins Fenster einpassen</translation>
    </message>
    <message>
        <source>not attempted</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>unvollständig</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>nicht bestanden</translation>
    </message>
    <message>
        <source>browsed</source>
        <translation>durchgeblättert</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>The course's rules do not let a learner choose it now.</source>
        <translation>Die Regeln des Kurses lassen Lernende ihn jetzt nicht wählen.</translation>
    </message>
    <message>
        <source>{score} of 100</source>
        <translation>{score} von 100</translation>
    </message>
    <message>
        <source>Nothing is recorded: the course was browsed, without credit.</source>
        <translation>Nichts wird aufgezeichnet: Der Kurs wurde ohne Wertung durchgeblättert.</translation>
    </message>
    <message>
        <source>Nothing is recorded: the last attempt was reviewed, and stays as it is.</source>
        <translation>Nichts wird aufgezeichnet: Der letzte Versuch wurde angesehen und bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>The course made the web view crash.</source>
        <translation>Der Kurs hat die Webansicht zum Absturz gebracht.</translation>
    </message>
    <message>
        <source>The page's process ended with code {code}.</source>
        <translation>Der Prozess der Seite endete mit Code {code}.</translation>
    </message>
    <message>
        <source>Reload it. What the course had committed until then is kept.</source>
        <translation>Laden Sie neu. Was der Kurs bis dahin gesichert hat, bleibt.</translation>
    </message>
    <message>
        <source>The course does not answer any more.</source>
        <translation>Der Kurs antwortet nicht mehr.</translation>
    </message>
    <message>
        <source>One of its scripts has been running in circles for 15 seconds.</source>
        <translation>Eines seiner Skripte läuft seit 15 Sekunden im Kreis.</translation>
    </message>
    <message>
        <source>Reload it: the script is stopped. What was committed until then is kept.</source>
        <translation>Laden Sie neu: Das Skript wird angehalten. Was bis dahin gesichert wurde, bleibt.</translation>
    </message>
    <message>
        <source>The page has stayed empty for 10 seconds.</source>
        <translation>Die Seite ist seit 10 Sekunden leer.</translation>
    </message>
    <message>
        <source>The course has not started in this web view; Console and Requests may say why.</source>
        <translation>Der Kurs ist in dieser Webansicht nicht gestartet; Konsole und Anfragen sagen vielleicht, warum.</translation>
    </message>
    <message>
        <source>Reload it, or open it in your browser.</source>
        <translation>Laden Sie sie neu, oder öffnen Sie sie im Browser.</translation>
    </message>
    <message>
        <source>The page could not be loaded.</source>
        <translation>Die Seite konnte nicht geladen werden.</translation>
    </message>
    <message>
        <source>The web view says: {cause}.</source>
        <translation>Die Webansicht sagt: {cause}.</translation>
    </message>
</context>
<context>
    <name>PreviewActs</name>
    <message>
        <source>The course has not ended yet</source>
        <translation>Der Kurs ist noch nicht zu Ende</translation>
    </message>
    <message>
        <source>It was asked to {seconds} seconds ago and does not answer.</source>
        <translation>Er wurde vor {seconds} Sekunden darum gebeten und antwortet nicht.</translation>
    </message>
    <message>
        <source>Restart attempt</source>
        <translation>Versuch neu beginnen</translation>
    </message>
    <message>
        <source>The course plays in your browser</source>
        <translation>Der Kurs läuft in Ihrem Browser</translation>
    </message>
    <message>
        <source>Its calls, data and requests stand here at the right, as before.</source>
        <translation>Seine Aufrufe, Daten und Anfragen stehen wie zuvor hier rechts.</translation>
    </message>
    <message>
        <source>The link opens one browser, once, within a minute.</source>
        <translation>Der Link öffnet einen Browser, einmal, innerhalb einer Minute.</translation>
    </message>
    <message>
        <source>Play it here again</source>
        <translation>Wieder hier spielen</translation>
    </message>
    <message>
        <source>Open in browser again</source>
        <translation>Wieder im Browser öffnen</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>The course wanted to leave this page</source>
        <translation>Der Kurs wollte diese Seite verlassen</translation>
    </message>
    <message>
        <source>In an LMS the course would be gone and its last data with it. It was kept here.</source>
        <translation>In einem LMS wäre der Kurs weg und seine letzten Daten mit ihm. Er wurde hier gehalten.</translation>
    </message>
    <message>
        <source>It asked for {address}, which would replace the LMS. It was kept here.</source>
        <translation>Er rief {address} auf, was das LMS ersetzt hätte. Er wurde hier gehalten.</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>The course opens one window after the other</source>
        <translation>Der Kurs öffnet ein Fenster nach dem anderen</translation>
    </message>
    <message>
        <source>No more are shown. Close some of them first, or reload the course.</source>
        <translation>Weitere werden nicht gezeigt. Schließen Sie erst einige, oder laden Sie den Kurs neu.</translation>
    </message>
    <message>
        <source>This view cannot play this video format</source>
        <translation>Diese Ansicht kann das Videoformat nicht abspielen</translation>
    </message>
    <message>
        <source>Your browser most likely plays it.</source>
        <translation>Ihr Browser spielt es sehr wahrscheinlich ab.</translation>
    </message>
    <message>
        <source>Show the requests</source>
        <translation>Anfragen zeigen</translation>
    </message>
</context>
<context>
    <name>PreviewHead</name>
    <message>
        <source>Show or hide the structure</source>
        <translation>Struktur ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Behave like: {value}</source>
        <translation>Verhalten wie: {value}</translation>
    </message>
    <message>
        <source>Window {value}</source>
        <translation>Fenster {value}</translation>
    </message>
    <message>
        <source>Restart attempt</source>
        <translation>Versuch neu beginnen</translation>
    </message>
    <message>
        <source>Exit course</source>
        <translation>Kurs verlassen</translation>
    </message>
    <message>
        <source>Play it in your own browser; the inspector stays here</source>
        <translation>Im eigenen Browser spielen; der Inspektor bleibt hier</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Show or hide the inspector</source>
        <translation>Inspektor ein- oder ausblenden</translation>
    </message>
    <message>
        <source>as large as possible</source>
        <translation>so groß wie möglich</translation>
    </message>
</context>
<context>
    <name>PreviewMenu</name>
    <message>
        <source>Suspend and leave</source>
        <translation>Unterbrechen und verlassen</translation>
    </message>
    <message>
        <source>Resume the last attempt</source>
        <translation>Letzten Versuch fortsetzen</translation>
    </message>
    <message>
        <source>End this part</source>
        <translation>Diesen Teil beenden</translation>
    </message>
    <message>
        <source>Abandon this part</source>
        <translation>Diesen Teil abbrechen</translation>
    </message>
    <message>
        <source>Normal, for credit</source>
        <translation>Normal, mit Wertung</translation>
    </message>
    <message>
        <source>Browse, without credit</source>
        <translation>Blättern, ohne Wertung</translation>
    </message>
    <message>
        <source>Review the last attempt</source>
        <translation>Letzten Versuch ansehen</translation>
    </message>
    <message>
        <source>Go on by itself when a part ends</source>
        <translation>Von selbst weiter, wenn ein Teil endet</translation>
    </message>
    <message>
        <source>Learner and initial data…</source>
        <translation>Lernende und Anfangsdaten…</translation>
    </message>
    <message>
        <source>Allow the network</source>
        <translation>Netz erlauben</translation>
    </message>
    <message>
        <source>Play in your own browser</source>
        <translation>Im eigenen Browser spielen</translation>
    </message>
    <message>
        <source>Summary of the attempt so far</source>
        <translation>Zusammenfassung des bisherigen Versuchs</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message>
        <source>The course asked for {what}; it was denied.</source>
        <translation>Der Kurs bat um {what}; das wurde verweigert.</translation>
    </message>
    <message>
        <source>{host} asked for a name and a password; a preview gives none.</source>
        <translation>{host} fragte nach Name und Kennwort; eine Vorschau gibt keine.</translation>
    </message>
    <message>
        <source>The course says</source>
        <translation>Der Kurs sagt</translation>
    </message>
    <message>
        <source>Show no more messages of this page</source>
        <translation>Keine Meldungen dieser Seite mehr zeigen</translation>
    </message>
    <message>
        <source>The course asks</source>
        <translation>Der Kurs fragt</translation>
    </message>
</context>
<context>
    <name>PreviewWindow</name>
    <message>
        <source>Plays from the ZIP on this computer. Nothing is uploaded; no launch is counted.</source>
        <translation>Läuft aus dem ZIP auf diesem Computer. Nichts wird hochgeladen, kein Start gezählt.</translation>
    </message>
    <message>
        <source>Opening {file}</source>
        <translation>Öffnet {file}</translation>
    </message>
    <message>
        <source>The course could not be opened.</source>
        <translation>Der Kurs konnte nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>SCORM</source>
        <translation>SCORM</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
</context>
<context>
    <name>QuestionSheet</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>QuitSheet</name>
    <message>
        <source>Uploads are still on their way</source>
        <translation>Es sind noch Uploads unterwegs</translation>
    </message>
    <message>
        <source>They can go on in the background, or at the next start. Nothing is lost either way.</source>
        <translation>Sie können im Hintergrund weiterlaufen oder beim nächsten Start. Verloren geht so oder so nichts.</translation>
    </message>
    <message>
        <source>Nothing is lost: what the server has stays there, and they go on at the next start.</source>
        <translation>Nichts geht verloren: Was auf dem Server ist, bleibt dort, und beim nächsten Start geht es weiter.</translation>
    </message>
    <message>
        <source>This desktop has no tray for icons, so there would be no way back to a window that goes on unseen. Minimise it instead to let them go on.</source>
        <translation>Dieser Desktop hat keine Ablage für Symbole, es gäbe also keinen Weg zurück zu einem Fenster, das ungesehen weiterläuft. Verkleinern Sie es stattdessen, dann laufen die Uploads weiter.</translation>
    </message>
    <message>
        <source>Do not ask again</source>
        <translation>Nicht mehr fragen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Quit, go on at the next start</source>
        <translation>Beenden, beim nächsten Start weiter</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>Im Hintergrund weiter</translation>
    </message>
</context>
<context>
    <name>RecordPane</name>
    <message>
        <source>Nothing matches the filter</source>
        <translation>Nichts passt zum Filter</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
</context>
<context>
    <name>RecordView</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>RemoveSheet</name>
    <message>
        <source>Remove “{name}” with its key?</source>
        <translation>„{name}“ samt Schlüssel entfernen?</translation>
    </message>
    <message>
        <source>The key is deleted from this computer's keyring. The packages on the server stay.</source>
        <translation>Der Schlüssel wird aus dem Schlüsselbund dieses Computers gelöscht. Die Pakete auf dem Server bleiben.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Remove connection</source>
        <translation>Verbindung entfernen</translation>
    </message>
    <message>
        <source>Removed the connection “{name}”</source>
        <translation>Verbindung „{name}“ entfernt</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Parts of the report</source>
        <translation>Teile des Berichts</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>Manifest</translation>
    </message>
</context>
<context>
    <name>RequestTable</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>{path}   the package has {near}</source>
        <translation>{path}   das Paket hat {near}</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>This file is not in the package.</source>
        <translation>Diese Datei ist nicht im Paket.</translation>
    </message>
    <message>
        <source>Upper and lower case differ: the package has {near}. Servers take these for two files.</source>
        <translation>Groß- und Kleinschreibung weichen ab: Das Paket hat {near}. Für Server sind das zwei Dateien.</translation>
    </message>
    <message>
        <source>Blocked: offline, a preview reaches nothing but the package.</source>
        <translation>Blockiert: Offline erreicht eine Vorschau nichts als das Paket.</translation>
    </message>
</context>
<context>
    <name>RequestsPane</name>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Filter requests</source>
        <translation>Anfragen filtern</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>Medien</translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation>Noch keine Anfragen</translation>
    </message>
    <message>
        <source>Each file that the course asks for stands here.</source>
        <translation>Hier steht jede Datei, nach der der Kurs fragt.</translation>
    </message>
    <message>
        <source>Shut off the network</source>
        <translation>Netz sperren</translation>
    </message>
    <message>
        <source>Allow the network</source>
        <translation>Netz erlauben</translation>
    </message>
    <message>
        <source>Online: the course may reach the Internet, as in an LMS.</source>
        <translation>Online: Der Kurs darf ins Internet, wie in einem LMS.</translation>
    </message>
    <message>
        <source>Offline: the course wanted something from outside. In an LMS it would ask for it.</source>
        <translation>Offline: Der Kurs wollte etwas von außen. In einem LMS würde er danach fragen.</translation>
    </message>
    <message>
        <source>Offline: nothing but the package can be reached.</source>
        <translation>Offline: Nichts als das Paket ist erreichbar.</translation>
    </message>
</context>
<context>
    <name>RiskBand</name>
    <message>
        <source>Show in Structure</source>
        <translation>In der Struktur zeigen</translation>
    </message>
    <message>
        <source>{what}: {why}</source>
        <translation>{what}: {why}</translation>
    </message>
</context>
<context>
    <name>RowReport</name>
    <message>
        <source>Checked for</source>
        <translation>Geprüft für</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Übertragung</translation>
    </message>
    <message>
        <source>Save report as HTML…</source>
        <translation>Bericht als HTML speichern…</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>No findings. The manifest, the launch files and every byte of the ZIP are in order.</source>
        <translation>Keine Befunde. Manifest, Startdateien und jedes Byte des ZIPs sind in Ordnung.</translation>
    </message>
    <message>
        <source>The findings stand here as soon as the check is through.</source>
        <translation>Die Befunde stehen hier, sobald die Prüfung durch ist.</translation>
    </message>
    <message>
        <source>This file was not checked on this computer.</source>
        <translation>Diese Datei wurde auf diesem Computer nicht geprüft.</translation>
    </message>
    <message>
        <source>1 SCO</source>
        <translation>1 SCO</translation>
    </message>
    <message>
        <source>{count} SCOs</source>
        <translation>{count} SCOs</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>{count} files</source>
        <translation>{count} Dateien</translation>
    </message>
    <message>
        <source>{size} unpacked</source>
        <translation>{size} entpackt</translation>
    </message>
    <message>
        <source>Looking what has to be changed</source>
        <translation>Sieht nach, was zu ändern ist</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Writing a fixed copy</source>
        <translation>Schreibt eine behobene Kopie</translation>
    </message>
    <message>
        <source>As in the settings</source>
        <translation>Wie in den Einstellungen</translation>
    </message>
    <message>
        <source>The report is copied</source>
        <translation>Der Bericht ist kopiert</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Web pages (*.html)</source>
        <translation>Webseiten (*.html)</translation>
    </message>
    <message>
        <source>The report is saved: {path}</source>
        <translation>Der Bericht ist gespeichert: {path}</translation>
    </message>
</context>
<context>
    <name>RowsView</name>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>Show file in its folder</source>
        <translation>Datei in ihrem Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
</context>
<context>
    <name>RulesModel</name>
    <message>
        <source>{severity} (default)</source>
        <translation>{severity} (Standard)</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>Nicht melden</translation>
    </message>
    <message>
        <source>Always a problem</source>
        <translation>Immer ein Problem</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>No system can open such a file.</source>
        <translation>Kein System kann eine solche Datei öffnen.</translation>
    </message>
</context>
<context>
    <name>RulesView</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>{severity} (default)</source>
        <translation>{severity} (Standard)</translation>
    </message>
</context>
<context>
    <name>SandboxProcess</name>
    <message>
        <source>The sandbox answered something that is not understood.</source>
        <translation>Die Sandbox antwortete etwas, das nicht verstanden wird.</translation>
    </message>
    <message>
        <source>It ended by itself.</source>
        <translation>Sie endete von selbst.</translation>
    </message>
    <message>
        <source>Its program could not be started.</source>
        <translation>Ihr Programm konnte nicht gestartet werden.</translation>
    </message>
</context>
<context>
    <name>SandboxStarter</name>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
</context>
<context>
    <name>ServerSays</name>
    <message>
        <source>What the server says</source>
        <translation>Was der Server sagt</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Changes apply at once.</source>
        <translation>Änderungen gelten sofort.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Bequem</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>From the next start on</source>
        <translation>Ab dem nächsten Start</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Upload limit</source>
        <translation>Uploadgrenze</translation>
    </message>
    <message>
        <source>MB/s</source>
        <translation>MB/s</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>100 MB, as is usual</source>
        <translation>100 MB, wie üblich</translation>
    </message>
    <message>
        <source>50 MB</source>
        <translation>50 MB</translation>
    </message>
    <message>
        <source>16 MB, for bad lines</source>
        <translation>16 MB, für schlechte Leitungen</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Go on in the tray</source>
        <translation>In der Ablage weiter</translation>
    </message>
    <message>
        <source>Quit, and go on at the next start</source>
        <translation>Beenden, beim nächsten Start weiter</translation>
    </message>
    <message>
        <source>Hold it off</source>
        <translation>Aufschieben</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>Files at once</source>
        <translation>Dateien zugleich</translation>
    </message>
    <message>
        <source>Parts at once</source>
        <translation>Teile zugleich</translation>
    </message>
    <message>
        <source>In parts, so that they resume, above</source>
        <translation>In Teilen, damit sie weitergehen, ab</translation>
    </message>
    <message>
        <source>Closing while uploading</source>
        <translation>Schließen während des Uploads</translation>
    </message>
    <message>
        <source>Sleep while uploading</source>
        <translation>Ruhezustand während des Uploads</translation>
    </message>
    <message>
        <source>Close settings</source>
        <translation>Einstellungen schließen</translation>
    </message>
    <message>
        <source>The language changes at the next start; everything else at once.</source>
        <translation>Die Sprache wechselt beim nächsten Start, alles andere sofort.</translation>
    </message>
    <message>
        <source>Parts of the settings</source>
        <translation>Teile der Einstellungen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Prüfung</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>SideChooser</name>
    <message>
        <source>Nothing chosen</source>
        <translation>Nichts gewählt</translation>
    </message>
    <message>
        <source>Choose a version or a file</source>
        <translation>Version oder Datei wählen</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Sidebar</source>
        <translation>Seitenleiste</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>TAGS</source>
        <translation>TAGS</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Connection: none yet</source>
        <translation>Verbindung: noch keine</translation>
    </message>
    <message>
        <source>Local only</source>
        <translation>Nur lokal</translation>
    </message>
    <message>
        <source>Connection: {name}, {host}</source>
        <translation>Verbindung: {name}, {host}</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>Offline seit {time}</translation>
    </message>
    <message>
        <source>Key refused</source>
        <translation>Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Fragt den Server…</translation>
    </message>
    <message>
        <source>{used} of {limit}</source>
        <translation>{used} von {limit}</translation>
    </message>
    <message>
        <source>{count} need your attention</source>
        <translation>{count} brauchen Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>tag, {count} packages</source>
        <translation>Tag, {count} Pakete</translation>
    </message>
</context>
<context>
    <name>SourceSheet</name>
    <message>
        <source>Line {number}</source>
        <translation>Zeile {number}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>SpeedGraph</name>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Course</source>
        <translation>Kurs</translation>
    </message>
    <message>
        <source>Windows of the course</source>
        <translation>Fenster des Kurses</translation>
    </message>
    <message>
        <source>Window {number}</source>
        <translation>Fenster {number}</translation>
    </message>
</context>
<context>
    <name>StructureModel</name>
    <message>
        <source>added</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>other identifier</source>
        <translation>andere Kennung</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verschoben</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>its other place is row {number}</source>
        <translation>sein anderer Platz ist Zeile {number}</translation>
    </message>
</context>
<context>
    <name>StructurePane</name>
    <message>
        <source>STRUCTURE</source>
        <translation>STRUKTUR</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Suspend data</source>
        <translation>Suspend Data</translation>
    </message>
    <message>
        <source>1 SCO</source>
        <translation>1 SCO</translation>
    </message>
    <message>
        <source>{count} SCOs</source>
        <translation>{count} SCOs</translation>
    </message>
    <message>
        <source>{used} of {limit}</source>
        <translation>{used} von {limit}</translation>
    </message>
    <message>
        <source>{used} of {limit} characters</source>
        <translation>{used} von {limit} Zeichen</translation>
    </message>
</context>
<context>
    <name>StructureView</name>
    <message>
        <source>Structures of both sides</source>
        <translation>Strukturen beider Seiten</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>{title}, opens {file}</source>
        <translation>{title}, öffnet {file}</translation>
    </message>
</context>
<context>
    <name>SummaryPage</name>
    <message>
        <source>Summary of the attempt</source>
        <translation>Zusammenfassung des Versuchs</translation>
    </message>
    <message>
        <source>The attempt so far</source>
        <translation>Der Versuch bis jetzt</translation>
    </message>
    <message>
        <source>The attempt has ended</source>
        <translation>Der Versuch ist zu Ende</translation>
    </message>
    <message>
        <source>The attempt is suspended</source>
        <translation>Der Versuch ist unterbrochen</translation>
    </message>
    <message>
        <source>What an LMS would complain of</source>
        <translation>Was ein LMS beanstanden würde</translation>
    </message>
    <message>
        <source>An LMS keeps neither status nor score of it, nor where the learner was.</source>
        <translation>Ein LMS behält weder Status noch Punkte davon, noch die Stelle, an der man war.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>{used} of {limit} characters</source>
        <translation>{used} von {limit} Zeichen</translation>
    </message>
    <message>
        <source> · {count} times</source>
        <translation> · {count}-mal</translation>
    </message>
    <message>
        <source>Show call</source>
        <translation>Aufruf zeigen</translation>
    </message>
    <message>
        <source>No LMS would have anything to complain of.</source>
        <translation>Kein LMS hätte etwas zu beanstanden.</translation>
    </message>
    <message>
        <source>Back to the course</source>
        <translation>Zurück zum Kurs</translation>
    </message>
    <message>
        <source>Resume the attempt</source>
        <translation>Versuch fortsetzen</translation>
    </message>
    <message>
        <source>Play it for credit</source>
        <translation>Mit Wertung spielen</translation>
    </message>
    <message>
        <source>Restart attempt</source>
        <translation>Versuch neu beginnen</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
</context>
<context>
    <name>SwipeView</name>
    <message>
        <source>Between the picture before and the one now</source>
        <translation>Zwischen dem Bild vorher und dem jetzt</translation>
    </message>
    <message>
        <source>{side}: {width} × {height}</source>
        <translation>{side}: {width} × {height}</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
</context>
<context>
    <name>Switcher</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Starts when it is shown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TagField</name>
    <message>
        <source>Add a tag</source>
        <translation>Tag hinzufügen</translation>
    </message>
    <message>
        <source>Remove the tag {tag}</source>
        <translation>Tag {tag} entfernen</translation>
    </message>
</context>
<context>
    <name>Takeaway</name>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Spreadsheet (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Save the calls</source>
        <translation>Aufrufe speichern</translation>
    </message>
    <message>
        <source>Saved {count} calls</source>
        <translation>{count} Aufrufe gespeichert</translation>
    </message>
    <message>
        <source>Copied: the attempt with all calls, data and requests</source>
        <translation>Kopiert: der Versuch mit allen Aufrufen, Daten und Anfragen</translation>
    </message>
</context>
<context>
    <name>TestSteps</name>
    <message>
        <source>Test of the connection</source>
        <translation>Test der Verbindung</translation>
    </message>
    <message>
        <source>Reachable</source>
        <translation>Erreichbar</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Key accepted</source>
        <translation>Schlüssel angenommen</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>May write</source>
        <translation>Darf schreiben</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Fragt…</translation>
    </message>
    <message>
        <source>Use “{tenant}”</source>
        <translation>„{tenant}“ nehmen</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>TransferView</name>
    <message>
        <source>Transfer</source>
        <translation>Übertragung</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Nothing of it was uploaded yet.</source>
        <translation>Noch ist nichts davon hochgeladen.</translation>
    </message>
    <message>
        <source>{count} calls, {troubles} with trouble</source>
        <translation>{count} Aufrufe, {troubles} mit Ärger</translation>
    </message>
    <message>
        <source>{count} calls, none with trouble</source>
        <translation>{count} Aufrufe, keiner mit Ärger</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>AllureConnect in the tray</source>
        <translation>AllureConnect in der Ablage</translation>
    </message>
    <message>
        <source>Show AllureConnect</source>
        <translation>AllureConnect zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Alle fortsetzen</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>1 upload under way</source>
        <translation>1 Upload unterwegs</translation>
    </message>
    <message>
        <source>{count} uploads under way</source>
        <translation>{count} Uploads unterwegs</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>1 needs your attention</source>
        <translation>1 braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>{count} need your attention</source>
        <translation>{count} brauchen Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation>Nichts ist unterwegs</translation>
    </message>
</context>
<context>
    <name>UploadAtOnceSheet</name>
    <message>
        <source>Upload at once when the check is clean?</source>
        <translation>Gleich hochladen, wenn die Prüfung nichts findet?</translation>
    </message>
    <message>
        <source>Every file is checked on this computer first. Sound ones can go on to “{name}” by themselves; files with problems always wait for you. You can change this in Uploads at any time.</source>
        <translation>Jede Datei wird zuerst auf diesem Computer geprüft. Einwandfreie können von selbst an „{name}“ gehen; Dateien mit Problemen warten immer auf Sie. Ändern lässt sich das jederzeit unter Uploads.</translation>
    </message>
    <message>
        <source>Only check</source>
        <translation>Nur prüfen</translation>
    </message>
    <message>
        <source>Upload at once</source>
        <translation>Gleich hochladen</translation>
    </message>
</context>
<context>
    <name>UploadPanel</name>
    <message>
        <source>Upload</source>
        <translation>Hochladen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Choose a row to see what the check found and what can be done.</source>
        <translation>Wählen Sie eine Zeile, um zu sehen, was die Prüfung fand und was zu tun ist.</translation>
    </message>
    <message>
        <source>What the check finds in a file stands here.</source>
        <translation>Hier steht, was die Prüfung in einer Datei findet.</translation>
    </message>
    <message>
        <source>SCORM {standard}</source>
        <translation>SCORM {standard}</translation>
    </message>
    <message>
        <source>checked in {span}</source>
        <translation>geprüft in {span}</translation>
    </message>
    <message>
        <source>Show file in its folder</source>
        <translation>Datei in ihrem Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Für den Support kopieren</translation>
    </message>
    <message>
        <source>The check on this computer says: {verdict}.</source>
        <translation>Die Prüfung auf diesem Computer sagt: {verdict}.</translation>
    </message>
</context>
<context>
    <name>Uploads</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Show findings</source>
        <translation>Befunde zeigen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <source>Cancel the fix</source>
        <translation>Beheben abbrechen</translation>
    </message>
    <message>
        <source>Check again when the file changes</source>
        <translation>Neu prüfen, wenn die Datei sich ändert</translation>
    </message>
    <message>
        <source>Stop watching the file</source>
        <translation>Datei nicht mehr beobachten</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Neu prüfen</translation>
    </message>
    <message>
        <source>Upload anyway…</source>
        <translation>Trotzdem hochladen…</translation>
    </message>
    <message>
        <source>Upload as version…</source>
        <translation>Als Version hochladen…</translation>
    </message>
    <message>
        <source>New package</source>
        <translation>Neues Paket</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>Hochladen</translation>
    </message>
    <message>
        <source>Let the server check it</source>
        <translation>Vom Server prüfen lassen</translation>
    </message>
    <message>
        <source>Process again</source>
        <translation>Noch einmal verarbeiten</translation>
    </message>
    <message>
        <source>Upload first</source>
        <translation>Zuerst hochladen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Start again with the new file</source>
        <translation>Mit der neuen Datei neu beginnen</translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>Replace key…</source>
        <translation>Schlüssel ersetzen…</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>Nicht mehr beobachten</translation>
    </message>
    <message>
        <source>Show in Library</source>
        <translation>In der Bibliothek zeigen</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
        <source>{part} of {whole}</source>
        <translation>{part} von {whole}</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/s</translation>
    </message>
    <message>
        <source>less than 1 s</source>
        <translation>unter 1 s</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
        <source>less than 1 min</source>
        <translation>unter 1 min</translation>
    </message>
    <message>
        <source>about {minutes} min</source>
        <translation>etwa {minutes} min</translation>
    </message>
    <message>
        <source>about {hours} h</source>
        <translation>etwa {hours} h</translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min</source>
        <translation>etwa {hours} h {minutes} min</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>{minutes} min ago</source>
        <translation>vor {minutes} min</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>seit {time}</translation>
    </message>
    <message>
        <source>Needs your attention</source>
        <translation>Braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Ready to upload</source>
        <translation>Bereit zum Upload</translation>
    </message>
    <message>
        <source>Finished today</source>
        <translation>Heute fertig</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Looking what has to be changed</source>
        <translation>Sieht nach, was zu ändern ist</translation>
    </message>
    <message>
        <source>Writing a fixed copy: {part_of_whole}</source>
        <translation>Schreibt eine behobene Kopie: {part_of_whole}</translation>
    </message>
    <message>
        <source>Checking {part_of_whole}</source>
        <translation>Prüft {part_of_whole}</translation>
    </message>
    <message>
        <source>Checking the file</source>
        <translation>Prüft die Datei</translation>
    </message>
    <message>
        <source>1 problem would stop it in an LMS</source>
        <translation>1 Problem würde sie in einem LMS aufhalten</translation>
    </message>
    <message>
        <source>{count} problems would stop it in an LMS</source>
        <translation>{count} Probleme würden sie in einem LMS aufhalten</translation>
    </message>
    <message>
        <source>Not uploaded: 1 problem would stop it in an LMS</source>
        <translation>Nicht hochgeladen: 1 Problem würde sie in einem LMS aufhalten</translation>
    </message>
    <message>
        <source>Not uploaded: {count} problems would stop it in an LMS</source>
        <translation>Nicht hochgeladen: {count} Probleme würden sie in einem LMS aufhalten</translation>
    </message>
    <message>
        <source>Fix 1</source>
        <translation>1 beheben</translation>
    </message>
    <message>
        <source>Fix {count}</source>
        <translation>{count} beheben</translation>
    </message>
    <message>
        <source>Fix 1 and review…</source>
        <translation>1 beheben und durchsehen…</translation>
    </message>
    <message>
        <source>Fix {count} and review…</source>
        <translation>{count} beheben und durchsehen…</translation>
    </message>
    <message>
        <source>Fix 1 and upload</source>
        <translation>1 beheben und hochladen</translation>
    </message>
    <message>
        <source>Fix {count} and upload</source>
        <translation>{count} beheben und hochladen</translation>
    </message>
    <message>
        <source>Looks like a new version of a package</source>
        <translation>Sieht aus wie eine neue Version eines Pakets</translation>
    </message>
    <message>
        <source>Choose the package…</source>
        <translation>Paket wählen…</translation>
    </message>
    <message>
        <source>Another version was uploaded while this one waited</source>
        <translation>Eine andere Version kam, während diese wartete</translation>
    </message>
    <message>
        <source>Upload as version {number}…</source>
        <translation>Als Version {number} hochladen…</translation>
    </message>
    <message>
        <source>The server refused it</source>
        <translation>Der Server lehnte sie ab</translation>
    </message>
    <message>
        <source>Show why</source>
        <translation>Grund zeigen</translation>
    </message>
    <message>
        <source>The server's answer was lost, and it does not tell more</source>
        <translation>Die Antwort des Servers ging verloren, und mehr sagt er nicht</translation>
    </message>
    <message>
        <source>The server checked it and would accept it. Nothing is visible yet</source>
        <translation>Der Server hat sie geprüft und würde sie annehmen. Noch ist nichts sichtbar</translation>
    </message>
    <message>
        <source>Paused while it waited for its turn</source>
        <translation>Angehalten, während sie wartete</translation>
    </message>
    <message>
        <source>Stopped at {percent} %. The uploaded parts are kept</source>
        <translation>Gestoppt bei {percent} %. Die hochgeladenen Teile bleiben</translation>
    </message>
    <message>
        <source>Stopped. The check found problems</source>
        <translation>Gestoppt. Die Prüfung fand Probleme</translation>
    </message>
    <message>
        <source>Ready to upload, not checked</source>
        <translation>Bereit zum Upload, nicht geprüft</translation>
    </message>
    <message>
        <source>Ready, 1 warning</source>
        <translation>Bereit, 1 Warnung</translation>
    </message>
    <message>
        <source>Ready, {count} warnings</source>
        <translation>Bereit, {count} Warnungen</translation>
    </message>
    <message>
        <source>Checked, ready to upload</source>
        <translation>Geprüft, bereit zum Upload</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Wartet auf die Reihe</translation>
    </message>
    <message>
        <source>Waiting: 1 upload ahead</source>
        <translation>Wartet: 1 Upload davor</translation>
    </message>
    <message>
        <source>Waiting: {count} uploads ahead</source>
        <translation>Wartet: {count} Uploads davor</translation>
    </message>
    <message>
        <source>Uploading {part_of_whole}</source>
        <translation>Lädt {part_of_whole} hoch</translation>
    </message>
    <message>
        <source>The server limits speed: continues by itself</source>
        <translation>Der Server begrenzt das Tempo: geht von selbst weiter</translation>
    </message>
    <message>
        <source>The server limits speed: continues at {time}</source>
        <translation>Der Server begrenzt das Tempo: geht um {time} weiter</translation>
    </message>
    <message>
        <source>{what} Goes on by itself, waiting since {time}</source>
        <translation>{what} Geht von selbst weiter, wartet seit {time}</translation>
    </message>
    <message>
        <source>No network since {time}. Goes on by itself</source>
        <translation>Kein Netz seit {time}. Geht von selbst weiter</translation>
    </message>
    <message>
        <source>{what} Trying again by itself (attempt {number})</source>
        <translation>{what} Versucht es von selbst noch einmal (Versuch {number})</translation>
    </message>
    <message>
        <source>No bytes for {span}. Trying a new connection (attempt {number})</source>
        <translation>Keine Bytes seit {span}. Versucht eine neue Verbindung (Versuch {number})</translation>
    </message>
    <message>
        <source>The file changed on disk at {time}. The uploaded parts no longer match</source>
        <translation>Die Datei wurde um {time} geändert. Die hochgeladenen Teile passen nicht mehr</translation>
    </message>
    <message>
        <source>The file is gone from its place.</source>
        <translation>Die Datei ist nicht mehr an ihrem Platz.</translation>
    </message>
    <message>
        <source>{what} Goes on by itself once it is back</source>
        <translation>{what} Geht von selbst weiter, sobald sie wieder da ist</translation>
    </message>
    <message>
        <source>{what} Stopped at {percent} %, nothing is lost</source>
        <translation>{what} Gestoppt bei {percent} %, nichts ist verloren</translation>
    </message>
    <message>
        <source>Stopped at {percent} %: the server refused the key (401). Nothing is lost</source>
        <translation>Gestoppt bei {percent} %: Der Server lehnte den Schlüssel ab (401). Nichts ist verloren</translation>
    </message>
    <message>
        <source>Everything is uploaded. Not watched at the moment</source>
        <translation>Alles ist hochgeladen. Wird im Moment nicht verfolgt</translation>
    </message>
    <message>
        <source>Paused at {percent} %. Nothing is lost</source>
        <translation>Angehalten bei {percent} %. Nichts ist verloren</translation>
    </message>
    <message>
        <source>{what} Goes on by itself once it can be written</source>
        <translation>{what} Geht von selbst weiter, sobald geschrieben werden kann</translation>
    </message>
    <message>
        <source>This computer's disk is full. The upload goes on by itself once there is room</source>
        <translation>Die Platte dieses Computers ist voll. Der Upload geht von selbst weiter, sobald Platz ist</translation>
    </message>
    <message>
        <source>The tenant's quota does not hold this package</source>
        <translation>Das Kontingent des Mandanten reicht für dieses Paket nicht</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>All parts are there. Putting them together</source>
        <translation>Alle Teile sind da. Sie werden zusammengesetzt</translation>
    </message>
    <message>
        <source>The server checks it; nothing becomes visible yet</source>
        <translation>Der Server prüft sie; noch wird nichts sichtbar</translation>
    </message>
    <message>
        <source>All there. The server is unpacking it · {span} so far</source>
        <translation>Alles da. Der Server entpackt es · bisher {span}</translation>
    </message>
    <message>
        <source>The server's answer was lost. Looking whether it arrived (no second copy is made)</source>
        <translation>Die Antwort des Servers ging verloren. Sieht nach, ob es ankam (keine zweite Kopie entsteht)</translation>
    </message>
    <message>
        <source>Live on AllureConnect · {ago}</source>
        <translation>Live auf AllureConnect · {ago}</translation>
    </message>
    <message>
        <source>The upload ended without success</source>
        <translation>Der Upload endete ohne Erfolg</translation>
    </message>
    <message>
        <source>Watching the file</source>
        <translation>Beobachtet die Datei</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>New version</source>
        <translation>Neue Version</translation>
    </message>
    <message>
        <source>New version (v{number})</source>
        <translation>Neue Version (v{number})</translation>
    </message>
    <message>
        <source>On this computer only</source>
        <translation>Nur auf diesem Computer</translation>
    </message>
    <message>
        <source>{size} in {span}</source>
        <translation>{size} in {span}</translation>
    </message>
    <message>
        <source>{percent} % uploaded, {sent} of {total} bytes</source>
        <translation>{percent} % hochgeladen, {sent} von {total} Bytes</translation>
    </message>
    <message>
        <source>10 s to 30 min, by size</source>
        <translation>10 s bis 30 min, je nach Größe</translation>
    </message>
    <message>
        <source>Part {done} of {total}</source>
        <translation>Teil {done} von {total}</translation>
    </message>
    <message>
        <source>{there} of {total} parts are there</source>
        <translation>{there} von {total} Teilen sind da</translation>
    </message>
    <message>
        <source>, {count} on their way</source>
        <translation>, {count} unterwegs</translation>
    </message>
    <message>
        <source>, {size} each</source>
        <translation>, je {size}</translation>
    </message>
    <message>
        <source>Nothing was sent by this window in the last 10 min</source>
        <translation>In den letzten 10 min hat dieses Fenster nichts gesendet</translation>
    </message>
    <message>
        <source>{now} now, {most} at most, {mean} on average in the last {span}</source>
        <translation>{now} jetzt, höchstens {most}, im Mittel {mean} in den letzten {span}</translation>
    </message>
    <message>
        <source>Part {number}</source>
        <translation>Teil {number}</translation>
    </message>
    <message>
        <source>Look at file and quota</source>
        <translation>Datei und Kontingent ansehen</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Put the parts together</source>
        <translation>Teile zusammensetzen</translation>
    </message>
    <message>
        <source>Look for other versions</source>
        <translation>Nach anderen Versionen sehen</translation>
    </message>
    <message>
        <source>Make it live</source>
        <translation>Live schalten</translation>
    </message>
    <message>
        <source>Look whether it arrived</source>
        <translation>Nachsehen, ob es ankam</translation>
    </message>
    <message>
        <source>Set its details</source>
        <translation>Details setzen</translation>
    </message>
    <message>
        <source>{size}, {rate}</source>
        <translation>{size}, {rate}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Accepted, under way</source>
        <translation>Angenommen, in Arbeit</translation>
    </message>
    <message>
        <source>Not there yet</source>
        <translation>Noch nicht da</translation>
    </message>
    <message>
        <source>Not there any more</source>
        <translation>Nicht mehr da</translation>
    </message>
    <message>
        <source>The server limits calls</source>
        <translation>Der Server begrenzt Aufrufe</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>Kein Netz</translation>
    </message>
    <message>
        <source>No answer, tried again</source>
        <translation>Keine Antwort, neuer Versuch</translation>
    </message>
    <message>
        <source>The answer was lost</source>
        <translation>Die Antwort ging verloren</translation>
    </message>
    <message>
        <source>The key was refused</source>
        <translation>Der Schlüssel wurde abgelehnt</translation>
    </message>
    <message>
        <source>The file has changed</source>
        <translation>Die Datei hat sich geändert</translation>
    </message>
    <message>
        <source>The file is not there</source>
        <translation>Die Datei ist nicht da</translation>
    </message>
    <message>
        <source>This computer's disk is full</source>
        <translation>Die Platte dieses Computers ist voll</translation>
    </message>
    <message>
        <source>The quota does not suffice</source>
        <translation>Das Kontingent reicht nicht</translation>
    </message>
    <message>
        <source>The server forgot the upload</source>
        <translation>Der Server vergaß den Upload</translation>
    </message>
    <message>
        <source>The file is gone at the server</source>
        <translation>Die Datei ist beim Server weg</translation>
    </message>
    <message>
        <source>Another version came in between</source>
        <translation>Eine andere Version kam dazwischen</translation>
    </message>
    <message>
        <source>Not certain</source>
        <translation>Nicht sicher</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Ended without success</source>
        <translation>Endete ohne Erfolg</translation>
    </message>
    <message>
        <source>The link had expired, a new one is asked for</source>
        <translation>Der Link war abgelaufen, ein neuer wird erbeten</translation>
    </message>
    <message>
        <source>Other bytes arrived, sent again</source>
        <translation>Andere Bytes kamen an, neu gesendet</translation>
    </message>
    <message>
        <source>Sent. This storage's ETags are no MD5s: they are no longer compared</source>
        <translation>Gesendet. Die ETags dieses Speichers sind keine MD5s: Sie werden nicht mehr verglichen</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Losgelassen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Aufruf</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauerte</translation>
    </message>
</context>
<context>
    <name>UploadsDock</name>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>Most relevant uploads</source>
        <translation>Wichtigste Uploads</translation>
    </message>
    <message>
        <source>Show or hide the uploads below</source>
        <translation>Uploads unten ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Pause all uploads</source>
        <translation>Alle Uploads anhalten</translation>
    </message>
    <message>
        <source>Fold the uploads</source>
        <translation>Uploads einklappen</translation>
    </message>
    <message>
        <source>1 needs your attention</source>
        <translation>1 braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>{count} need your attention</source>
        <translation>{count} brauchen Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Show all {count}</source>
        <translation>Alle {count} zeigen</translation>
    </message>
    <message>
        <source>Resume all uploads</source>
        <translation>Alle Uploads fortsetzen</translation>
    </message>
    <message>
        <source>Unfold the uploads</source>
        <translation>Uploads ausklappen</translation>
    </message>
    <message>
        <source>{count} in progress</source>
        <translation>{count} in Arbeit</translation>
    </message>
    <message>
        <source>{count} waiting or ready</source>
        <translation>{count} warten oder sind bereit</translation>
    </message>
    <message>
        <source>next done in {guess}</source>
        <translation>nächster fertig in {guess}</translation>
    </message>
</context>
<context>
    <name>UploadsPage</name>
    <message>
        <source>Uploads</source>
        <translation>Uploads</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>Add packages…</source>
        <translation>Pakete hinzufügen…</translation>
    </message>
    <message>
        <source>Upload at once when the check is clean</source>
        <translation>Gleich hochladen, wenn die Prüfung nichts findet</translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation>Nichts ist unterwegs</translation>
    </message>
    <message>
        <source>Drop SCORM ZIPs or course folders anywhere in this window: each is checked here first.</source>
        <translation>Legen Sie SCORM-ZIPs oder Kursordner irgendwo in diesem Fenster ab: Jedes wird zuerst hier geprüft.</translation>
    </message>
    <message>
        <source>Pause all uploads</source>
        <translation>Alle Uploads anhalten</translation>
    </message>
    <message>
        <source>No upload goes on at the moment.</source>
        <translation>Im Moment läuft kein Upload.</translation>
    </message>
    <message>
        <source>Resume all uploads</source>
        <translation>Alle Uploads fortsetzen</translation>
    </message>
    <message>
        <source>No upload is paused.</source>
        <translation>Kein Upload ist angehalten.</translation>
    </message>
    <message>
        <source>This server limits how fast parts may be uploaded</source>
        <translation>Dieser Server begrenzt, wie schnell Teile hochgeladen werden dürfen</translation>
    </message>
    <message>
        <source>Big files wait for it; nothing is wrong.</source>
        <translation>Große Dateien warten darauf; alles ist in Ordnung.</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Alle fortsetzen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>Validation</name>
    <message>
        <source>The server would refuse this file</source>
        <translation>Der Server würde diese Datei ablehnen</translation>
    </message>
    <message>
        <source>Would not start in an LMS</source>
        <translation>Würde in einem LMS nicht starten</translation>
    </message>
    <message>
        <source>Should run</source>
        <translation>Sollte laufen</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Einwandfrei</translation>
    </message>
    <message>
        <source>1 problem</source>
        <translation>1 Problem</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 Warnung</translation>
    </message>
    <message>
        <source>1 note</source>
        <translation>1 Hinweis</translation>
    </message>
    <message>
        <source>{count} problems</source>
        <translation>{count} Probleme</translation>
    </message>
    <message>
        <source>{count} warnings</source>
        <translation>{count} Warnungen</translation>
    </message>
    <message>
        <source>{count} notes</source>
        <translation>{count} Hinweise</translation>
    </message>
    <message>
        <source>Nothing was found that would stop it in an LMS</source>
        <translation>Es wurde nichts gefunden, was sie in einem LMS aufhielte</translation>
    </message>
    <message>
        <source>1 problem can be fixed here, the others only in the authoring tool.</source>
        <translation>1 Problem lässt sich hier beheben, die anderen nur im Autorenwerkzeug.</translation>
    </message>
    <message>
        <source>{count} problems can be fixed here, the others only in the authoring tool.</source>
        <translation>{count} Probleme lassen sich hier beheben, die anderen nur im Autorenwerkzeug.</translation>
    </message>
    <message>
        <source>It can be fixed here, without the authoring tool.</source>
        <translation>Es lässt sich hier beheben, ohne das Autorenwerkzeug.</translation>
    </message>
    <message>
        <source>Both problems can be fixed here, without the authoring tool.</source>
        <translation>Beide Probleme lassen sich hier beheben, ohne das Autorenwerkzeug.</translation>
    </message>
    <message>
        <source>All problems can be fixed here, without the authoring tool.</source>
        <translation>Alle Probleme lassen sich hier beheben, ohne das Autorenwerkzeug.</translation>
    </message>
    <message>
        <source>Checked for {target}</source>
        <translation>Geprüft für {target}</translation>
    </message>
    <message>
        <source>Fixed in a copy:</source>
        <translation>In einer Kopie behoben:</translation>
    </message>
    <message>
        <source>What the server says:</source>
        <translation>Was der Server sagt:</translation>
    </message>
    <message>
        <source>It refused this file at {time}; why stands above.</source>
        <translation>Er hat diese Datei um {time} abgelehnt; warum, steht oben.</translation>
    </message>
    <message>
        <source>It accepted this file: version {number}.</source>
        <translation>Er hat diese Datei angenommen: Version {number}.</translation>
    </message>
    <message>
        <source>It checked this file at {time} and would accept it.</source>
        <translation>Er hat diese Datei um {time} geprüft und würde sie annehmen.</translation>
    </message>
    <message>
        <source>It refused this file at {time}: {what}</source>
        <translation>Er hat diese Datei um {time} abgelehnt: {what}</translation>
    </message>
    <message>
        <source>It was not asked yet: what stands above was found on this computer.</source>
        <translation>Er wurde noch nicht gefragt: Was oben steht, wurde auf diesem Computer gefunden.</translation>
    </message>
    <message>
        <source>1 SCO</source>
        <translation>1 SCO</translation>
    </message>
    <message>
        <source>{count} SCOs</source>
        <translation>{count} SCOs</translation>
    </message>
    <message>
        <source>It read: {facts}.</source>
        <translation>Er las: {facts}.</translation>
    </message>
    <message>
        <source>Room: {left} of {limit} left.</source>
        <translation>Platz: {left} von {limit} frei.</translation>
    </message>
    <message>
        <source>Room: {left} of {limit} left; this file needs {size}.</source>
        <translation>Platz: {left} von {limit} frei; diese Datei braucht {size}.</translation>
    </message>
    <message>
        <source>Too little room: {left} of {limit} left, this file needs {size}.</source>
        <translation>Zu wenig Platz: {left} von {limit} frei, diese Datei braucht {size}.</translation>
    </message>
    <message>
        <source>The tenant has all the {most} packages it may have; this would be one more.</source>
        <translation>Der Mandant hat schon alle {most} Pakete, die er haben darf; dies wäre eines mehr.</translation>
    </message>
    <message>
        <source>Packages: {there} of {most}.</source>
        <translation>Pakete: {there} von {most}.</translation>
    </message>
</context>
<context>
    <name>ValidationSettings</name>
    <message>
        <source>Search findings</source>
        <translation>Befunde suchen</translation>
    </message>
    <message>
        <source>Packages are checked for</source>
        <translation>Pakete werden geprüft für</translation>
    </message>
    <message>
        <source>No finding matches.</source>
        <translation>Kein Befund passt.</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>Quelle: {source}</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Reset 1 change</source>
        <translation>1 Änderung zurücksetzen</translation>
    </message>
    <message>
        <source>Reset {count} changes</source>
        <translation>{count} Änderungen zurücksetzen</translation>
    </message>
</context>
<context>
    <name>VersionChoiceSheet</name>
    <message>
        <source>Which package is “{title}” a new version of?</source>
        <translation>Von welchem Paket ist „{title}“ eine neue Version?</translation>
    </message>
    <message>
        <source>You see what changes before anything is uploaded. The choice is remembered for this path.</source>
        <translation>Sie sehen, was sich ändert, bevor etwas hochgeladen wird. Die Wahl wird für diesen Pfad behalten.</translation>
    </message>
    <message>
        <source>New package</source>
        <translation>Neues Paket</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Upload as a new version…</source>
        <translation>Als neue Version hochladen…</translation>
    </message>
    <message>
        <source>Upload as version {number}…</source>
        <translation>Als Version {number} hochladen…</translation>
    </message>
    <message>
        <source>{act} of “{title}”</source>
        <translation>{act} von „{title}“</translation>
    </message>
    <message>
        <source>chosen for this path before</source>
        <translation>für diesen Pfad schon so gewählt</translation>
    </message>
    <message>
        <source>uploaded from this path before</source>
        <translation>schon von diesem Pfad hochgeladen</translation>
    </message>
    <message>
        <source>same manifest identifier, and a like course</source>
        <translation>gleiche Kennung im Manifest, und ein ähnlicher Kurs</translation>
    </message>
</context>
<context>
    <name>VersionDelegate</name>
    <message>
        <source>Version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>Aktuell</translation>
    </message>
</context>
<context>
    <name>VersionModel</name>
    <message>
        <source>Version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>Aktuell</translation>
    </message>
</context>
<context>
    <name>Versions</name>
    <message>
        <source>No local copy on this computer</source>
        <translation>Keine lokale Kopie auf diesem Computer</translation>
    </message>
</context>
<context>
    <name>VersionsView</name>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>2 versions selected</source>
        <translation>2 Versionen gewählt</translation>
    </message>
    <message>
        <source>Compare version {number} with</source>
        <translation>Version {number} vergleichen mit</translation>
    </message>
    <message>
        <source>SCORM packages (*.zip);;All files (*)</source>
        <translation>SCORM-Pakete (*.zip);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The server tells no versions of this package.</source>
        <translation>Der Server nennt keine Versionen dieses Pakets.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Compare the two</source>
        <translation>Beide vergleichen</translation>
    </message>
    <message>
        <source>Compare with current</source>
        <translation>Mit der aktuellen vergleichen</translation>
    </message>
    <message>
        <source>Compare with version {number}</source>
        <translation>Mit Version {number} vergleichen</translation>
    </message>
    <message>
        <source>Compare with a file…</source>
        <translation>Mit einer Datei vergleichen…</translation>
    </message>
    <message>
        <source>Edit note…</source>
        <translation>Notiz bearbeiten…</translation>
    </message>
</context>
<context>
    <name>Watcher</name>
    <message>
        <source>{file} is checked again whenever it changes. It is not uploaded by that</source>
        <translation>{file} wird bei jeder Änderung neu geprüft. Hochgeladen wird sie dadurch nicht</translation>
    </message>
    <message>
        <source>{file} changed and could not be checked</source>
        <translation>{file} wurde geändert und konnte nicht geprüft werden</translation>
    </message>
    <message>
        <source>{file} changed: {verdict} ({counts})</source>
        <translation>{file} geändert: {verdict} ({counts})</translation>
    </message>
    <message>
        <source>That did not work: {why}</source>
        <translation>Das ging nicht: {why}</translation>
    </message>
</context>
<context>
    <name>WebView</name>
    <message>
        <source>The embedded web view is not available on this computer.</source>
        <translation>Die eingebettete Webansicht ist auf diesem Computer nicht verfügbar.</translation>
    </message>
    <message>
        <source>It could not be loaded: {cause}.</source>
        <translation>Sie konnte nicht geladen werden: {cause}.</translation>
    </message>
    <message>
        <source>Open the course in your browser instead.</source>
        <translation>Öffnen Sie den Kurs stattdessen im Browser.</translation>
    </message>
</context>
<context>
    <name>_Pair</name>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value of {key}</source>
        <translation>Wert von {key}</translation>
    </message>
    <message>
        <source>the new key</source>
        <translation>des neuen Schlüssels</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Remove {key}</source>
        <translation>{key} entfernen</translation>
    </message>
</context>
<context>
    <name>_Picture</name>
    <message>
        <source>Picture before and now</source>
        <translation>Bild vorher und jetzt</translation>
    </message>
</context>
</TS>
