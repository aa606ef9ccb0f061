import '../words';
